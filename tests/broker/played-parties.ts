import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type CryptoKey, type JWTHeaderParameters, type JWTPayload, SignJWT, exportJWK, generateKeyPair } from 'jose'
import { onTestFinished } from 'vitest'

/** Serves an app on a free port of loopback until the test is over; returns its origin. */
export async function serving(app: Hono): Promise<string> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

/** What an agent's token says by default: Dana's, of our client, for our audience, good for ten minutes. */
export function agentClaims(issuer: string, facts: JWTPayload = {}): JWTPayload {
  const seconds = Math.floor(Date.now() / 1000)
  return {
    iss: issuer,
    aud: 'urn:broker',
    sub: 'idp-dana',
    client_id: 'agent-widget',
    preferred_username: 'dana.rivera',
    iat: seconds,
    exp: seconds + 600,
    ...facts,
  }
}

/** Making RSA keys takes long, so the tests of one file share one. */
const rsaKeys = generateKeyPair('RS256')

/** An identity provider with one key. `isDown` answers 503 at every address. */
export async function anIdentityProvider() {
  const { publicKey, privateKey } = await rsaKeys
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }]
  const state = { isDown: false, asked: 0, keys }

  const app = new Hono()
  const issuer = await serving(app)
  app.use(async (c, next) => {
    state.asked += 1
    return state.isDown ? c.text('down', 503) : next()
  })
  app.get('/.well-known/openid-configuration', (c) => c.json({ issuer, jwks_uri: `${issuer}/jwks` }))
  app.get('/jwks', (c) => c.json({ keys: state.keys }))

  const sign = (
    claims: JWTPayload,
    header: Partial<JWTHeaderParameters> = {},
    key: CryptoKey | Uint8Array = privateKey,
  ) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key-1', typ: 'at+jwt', ...header }).sign(key)
  const tokenOf = (facts: JWTPayload = {}, header: Partial<JWTHeaderParameters> = {}) =>
    sign(agentClaims(issuer, facts), header)

  return { issuer, state, sign, tokenOf, publicKey }
}

/** A contact as the Connect API writes it: live, voice, inbound, Dana's, from the number of the Kesslers. */
export function aContact(facts: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    Channel: 'VOICE',
    InitiationMethod: 'INBOUND',
    AgentInfo: { Id: 'connect-dana' },
    CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+16085550142' },
    ...facts,
  }
}

/**
 * The two questions of the Connect API that the broker asks, over HTTP. `isThrottled` refuses both, `refusal` as AWS does by
 * that name and status; `isSilent` answers none.
 */
export async function aConnectApi() {
  const contacts = new Map<string, Readonly<Record<string, unknown>>>()
  const users = new Map([
    ['dana.rivera', 'connect-dana'],
    ['sam.okoye', 'connect-sam'],
  ])
  const state = {
    isThrottled: false,
    refusal: null as null | { readonly name: string; readonly status: 400 | 403 | 500 | 503 },
    isSilent: false,
    described: 0,
    searched: 0,
  }

  const app = new Hono()
  app.use(async (c, next) => {
    if (state.isSilent) await new Promise(() => {})
    if (state.refusal !== null) {
      return c.json({ message: 'refused' }, state.refusal.status, { 'x-amzn-errortype': state.refusal.name })
    }
    if (!state.isThrottled) return next()
    return c.json({ message: 'slow down' }, 429, { 'x-amzn-errortype': 'ThrottlingException' })
  })
  app.get('/contacts/:instance/:contact', (c) => {
    state.described += 1
    const contact = contacts.get(c.req.param('contact'))
    if (contact === undefined)
      return c.json({ message: 'none' }, 404, { 'x-amzn-errortype': 'ResourceNotFoundException' })
    return c.json({ Contact: { Id: c.req.param('contact'), ...contact } })
  })
  app.post('/search-users', async (c) => {
    state.searched += 1
    const body: { SearchCriteria: { StringCondition: { Value: string } } } = await c.req.json()
    const username = body.SearchCriteria.StringCondition.Value
    const id = users.get(username)
    return c.json({ Users: id === undefined ? [] : [{ Id: id, Username: username }] })
  })

  return { endpoint: await serving(app), contacts, users, state }
}

/** A patient as Epic sends one, with far more than we show. */
export function anEpicPatient(facts: Partial<fhir4.Patient> = {}): fhir4.Patient {
  return {
    resourceType: 'Patient',
    id: 'e1a2b3',
    name: [{ use: 'official', family: 'Kessler', given: ['Ana', 'Maria'], text: 'Ana Maria Kessler' }],
    birthDate: '1980-02-29',
    gender: 'female',
    telecom: [{ system: 'phone', value: '+1 608-555-0142', use: 'mobile' }],
    maritalStatus: { text: 'Widowed' },
    contact: [{ name: { text: 'Next of Kin' } }],
    ...facts,
  }
}

/** An outcome as Epic writes one, with one issue of this code. */
export const epicOutcome = (code: string, severity: 'warning' | 'fatal' | 'information') => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity,
      code: 'processing',
      details: { coding: [{ system: 'urn:oid:1.2.840.114350.1.13.999.1.7.2.657369', code }], text: 'said by Epic' },
    },
  ],
})

/** Epic's token endpoint and Patient search over HTTP. Searches answer `patients`, or the outcome code in `outcome`. */
export async function anEpic() {
  const state = {
    patients: [anEpicPatient()],
    outcome: null as string | null,
    tokenFault: null as null | 'invalid_client' | 503,
    searchFault: null as null | 503 | 'html' | 'never',
    tokenCalls: 0,
    searches: [] as URLSearchParams[],
    assertions: [] as string[],
    token: 'epic-system-token-canary',
    appointments: [] as fhir4.Appointment[],
    /** Which kinds Epic does not let this client see. */
    refusedKinds: [] as string[],
    appointmentSearches: [] as URLSearchParams[],
    /** What a `$match` answers: the id that is certain, an outcome code with which it is refused, or nobody. */
    match: null as null | { readonly certain: string } | { readonly refused: string; readonly status: number },
    matches: [] as fhir4.Parameters[],
    /** Who can be read by id, beside `patients`; a text is the id of the record that one was merged into. */
    records: new Map<string, fhir4.Patient | string>(),
    reads: [] as string[],
  }

  const app = new Hono()
  app.post('/oauth2/token', async (c) => {
    state.tokenCalls += 1
    state.assertions.push(new URLSearchParams(await c.req.text()).get('client_assertion') ?? '')
    if (state.tokenFault === 503) return c.text('<html>busy</html>', 503)
    if (state.tokenFault !== null) return c.json({ error: state.tokenFault }, 400)
    return c.json({ access_token: state.token, token_type: 'bearer', expires_in: 3600 })
  })
  app.get('/api/FHIR/R4/.well-known/smart-configuration', (c) =>
    c.json({ token_endpoint: new URL('/oauth2/token', c.req.url).href }),
  )
  app.post('/api/FHIR/R4/Patient/_search', async (c) => {
    state.searches.push(new URLSearchParams(await c.req.text()))
    if (state.searchFault === 503) return c.text('<html>busy</html>', 503)
    if (state.searchFault === 'never') await new Promise(() => {})
    if (state.searchFault === 'html') return c.html('<html>Ana Kessler</html>')
    if (c.req.header('authorization') !== `Bearer ${state.token}`) return c.body('""', 401)
    const json = { 'content-type': 'application/fhir+json' }
    if (state.outcome !== null) {
      const resource = epicOutcome(state.outcome, state.outcome === '4101' ? 'warning' : 'fatal')
      const entry = [{ resource, search: { mode: 'outcome' } }]
      return c.json({ resourceType: 'Bundle', type: 'searchset', total: 0, entry }, 200, json)
    }
    const entry = state.patients.map((resource) => ({ resource, search: { mode: 'match' } }))
    return c.json({ resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }, 200, json)
  })

  app.post('/api/FHIR/R4/Patient/$match', async (c) => {
    state.matches.push(await c.req.json())
    if (state.searchFault === 503) return c.text('<html>busy</html>', 503)
    if (c.req.header('authorization') !== `Bearer ${state.token}`) return c.body('""', 401)
    const { match } = state
    const json = { 'content-type': 'application/fhir+json' }
    if (match !== null && 'refused' in match) {
      return c.body(JSON.stringify(epicOutcome(match.refused, 'fatal')), match.status === 403 ? 403 : 400, json)
    }
    const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/match-grade', valueCode: 'certain' }]
    const search = { mode: 'match', score: 1, extension }
    const entry = match === null ? [] : [{ resource: anEpicPatient({ id: match.certain }), search }]
    return c.json({ resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }, 200, json)
  })

  app.get('/api/FHIR/R4/Patient/:id', (c) => {
    const id = c.req.param('id')
    state.reads.push(id)
    const record = state.records.get(id)
    const json = { 'content-type': 'application/fhir+json' }
    if (record === undefined) return c.json(epicOutcome('59008', 'fatal'), 404, json)
    if (typeof record !== 'string') return c.json(record, 200, json)
    return c.json(epicOutcome('4107', 'fatal'), 302, { ...json, location: new URL(record, c.req.url).href })
  })

  app.post('/api/FHIR/R4/Appointment/_search', async (c) => {
    const params = new URLSearchParams(await c.req.text())
    state.appointmentSearches.push(params)
    if (state.searchFault === 503) return c.text('<html>busy</html>', 503)
    if (c.req.header('authorization') !== `Bearer ${state.token}`) return c.body('""', 401)
    if (state.refusedKinds.includes(params.get('service-category') ?? '')) return c.body(null, 403)
    const entry = state.appointments
      .filter((one) => one.serviceCategory?.[0]?.text === params.get('service-category'))
      .map((resource) => ({ resource, search: { mode: 'match' } }))
    return c.json({ resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }, 200, {
      'content-type': 'application/fhir+json',
    })
  })

  return { fhirBaseUrl: `${await serving(app)}/api/FHIR/R4`, state }
}
