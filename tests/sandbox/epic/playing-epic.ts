import { type ServerType, serve } from '@hono/node-server'
import * as jose from 'jose'
import { createEpic, type Epic } from '../../../src/sandbox/epic/epic-party.ts'
import { makePeople } from '../../../src/sandbox/epic/people/population.ts'
import { createJournal, type Journal } from '../../../src/sandbox/journal.ts'

export const clientId = 'sandbox-agent-widget-backend'

/** What a test changes of an assertion that Epic would take. `claims` set to undefined are left out. */
export interface AssertionChanges {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  readonly key?: CryptoKey
}

/** What a search answers: a searchset, or the OperationOutcome of a refusal. */
export interface EpicAnswer {
  readonly resourceType: 'Bundle' | 'OperationOutcome'
  readonly total?: number
  readonly link?: fhir4.BundleLink[]
  readonly entry?: fhir4.BundleEntry<fhir4.FhirResource>[]
  readonly issue?: fhir4.OperationOutcomeIssue[]
}

/** A played Epic on a real socket, with a client whose keys stand at a real JWK Set URL. */
export interface PlayedEpic {
  readonly epic: Epic
  readonly journal: Journal
  readonly base: string
  readonly origin: string
  readonly clock: { offsetMs: number }
  readonly keySet: { keys: jose.JWK[]; cacheControl: string | null; fetches: number; status: number }
  assertion(changes?: AssertionChanges): Promise<string>
  askToken(form: Record<string, string>): Promise<Response>
  askTokenWith(assertion: string): Promise<Response>
  /** A GET below the FHIR base with a living token. */
  read(path: string, headers?: Record<string, string>): Promise<Response>
  /** A POST of JSON below the FHIR base with a living token. */
  post(path: string, body: unknown): Promise<Response>
  /** `POST Patient/_search`, answered in JSON. */
  search(parameters: Record<string, string>): Promise<{ status: number; body: EpicAnswer }>
  close(): Promise<void>
}

/** Made once for a test file: RSA keys take long to make. */
const clientKeys = jose.generateKeyPair('RS384', { extractable: true })

export async function playEpic(people: fhir4.Patient[] = makePeople({ size: 2_000, seed: 1 })): Promise<PlayedEpic> {
  const { publicKey, privateKey } = await clientKeys
  const keySet: PlayedEpic['keySet'] = {
    keys: [{ ...(await jose.exportJWK(publicKey)), kid: 'first', alg: 'RS384', use: 'sig' }],
    cacheControl: null,
    fetches: 0,
    status: 200,
  }
  const keyServer = await listen(() => {
    keySet.fetches += 1
    const headers = keySet.cacheControl === null ? {} : { 'cache-control': keySet.cacheControl }
    return Response.json({ keys: keySet.keys }, { status: keySet.status, headers })
  })

  const journal = createJournal()
  const clock = { offsetMs: 0 }
  const now = () => Date.now() + clock.offsetMs
  const late: { epic?: Epic } = {}
  const epicServer = await listen((request, env) => late.epic?.app.fetch(request, env) ?? nobodyHome())
  const { origin } = epicServer
  const epic = createEpic({
    origin,
    brokerJwksUrl: `${keyServer.origin}/.well-known/jwks.json`,
    clientId,
    people,
    journal,
    now,
  })
  late.epic = epic

  const base = `${origin}/interconnect/api/FHIR/R4`
  const tokenUrl = `${origin}/interconnect/oauth2/token`
  const assertion = ({ header, claims, key }: AssertionChanges = {}) => {
    const nowS = Math.floor(now() / 1_000)
    const party = { iss: clientId, sub: clientId, aud: tokenUrl }
    const times = { iat: nowS - 30, exp: nowS + 240 }
    return new jose.SignJWT({ ...party, ...times, jti: crypto.randomUUID(), ...claims })
      .setProtectedHeader({ alg: 'RS384', kid: 'first', typ: 'JWT', ...header })
      .sign(key ?? privateKey)
  }
  const askToken = (form: Record<string, string>) =>
    fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) })
  const askTokenWith = (client_assertion: string) => askToken({ ...grant, client_assertion })
  let token: string | null = null
  const authorization = async () => {
    if (token === null) {
      const answer: { access_token: string } = await (await askTokenWith(await assertion())).json()
      token = answer.access_token
    }
    return `Bearer ${token}`
  }

  return {
    epic,
    journal,
    base,
    origin,
    clock,
    keySet,
    assertion,
    askToken,
    askTokenWith,
    async read(path, headers = { accept: 'application/fhir+json' }) {
      const url = path.startsWith('http') ? path : `${base}/${path}`
      return fetch(url, { headers: { authorization: await authorization(), ...headers }, redirect: 'manual' })
    },
    async post(path, body) {
      const json = 'application/fhir+json'
      const headers = { authorization: await authorization(), accept: json, 'content-type': json }
      return fetch(`${base}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    },
    async search(parameters) {
      const headers = { authorization: await authorization(), accept: 'application/fhir+json' }
      const body = new URLSearchParams(parameters)
      const response = await fetch(`${base}/Patient/_search`, { method: 'POST', headers, body })
      return { status: response.status, body: await response.json() }
    },
    async close() {
      await Promise.all([epicServer.close(), keyServer.close()])
    },
  }
}

/** The form of a token request, but for the assertion. */
export const grant = {
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
}

/** Who is in a searchset, as `Ana Maria Kessler`, and what Epic said beside them, as `4101`. */
export function inWords({ entry = [], issue = [] }: EpicAnswer): string[] {
  const entries = entry.flatMap(({ resource }) => {
    if (resource?.resourceType === 'Patient') return [resource.name?.[0]?.text ?? '?']
    return resource?.resourceType === 'OperationOutcome' ? codes(resource.issue) : ['?']
  })
  return [...entries, ...codes(issue)]
}

function codes(issues: readonly fhir4.OperationOutcomeIssue[]): string[] {
  return issues.map(({ details }) => details?.coding?.[0]?.code ?? '?')
}

function nobodyHome(): Response {
  return new Response(null, { status: 500 })
}

async function listen(fetch: (request: Request, env: unknown) => Response | Promise<Response>) {
  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
