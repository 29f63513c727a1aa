import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeKeyFile } from '../../src/smart/key-file.ts'
import { aDoctoredSite, changing, type Visit, withHeaders } from './doctored-site.ts'

type Site = Awaited<ReturnType<typeof aDoctoredSite>>

const household = '+16085550142'
/** A port of this computer that nobody has: the system gives none below 1024 out. */
const nobodyListens = 'http://127.0.0.1:1023'
let site: Site

beforeAll(async () => {
  site = await aDoctoredSite()
  await makeKeyFile(join(site.folder, 'another.pem'), 'ES384')
}, 60_000)
afterEach(() => site.restore())
afterAll(() => site.close())

describe('a site that is whole', () => {
  it('is found well in everything that its mode has, by a number', async () => {
    const words = ['--find', household, '--agent-token', await site.agentToken()]
    const { code, checks, named } = await site.visit({ words })
    expect(named('mend')).toEqual([])
    expect(named('not-checked')).toEqual(['widget-launch', 'epic-launch'])
    expect(checks).toHaveLength(29)
    expect(code).toBe(0)
  })

  it('is found well by a name and birth date, which are read from the standard input', async () => {
    const { code, said, text } = await site.visit({ words: ['--find', '-'], line: 'Walter, Nguyen, 1951-12-09' })
    expect([code, said('search-finds')]).toEqual([0, 'ok: Epic found whom you named.'])
    expect(text).not.toMatch(/Walter|Nguyen|1951/)
  })

  it('says why something was not checked, and that is no failure', async () => {
    const { code, said } = await site.visit()
    expect(said('search-finds')).toBe('not-checked: because nobody was named who must be found (--find)')
    expect(said('agent-token')).toContain('because no access token of an agent was given')
    expect(code).toBe(0)
  })

  it('has no token, key or patient of its own in the findings (R20)', async () => {
    const seen: string[] = []
    const ask = changing(
      (url) => /\/token$|jwks|_search/.test(url),
      async (answer) => {
        seen.push(
          ...((await answer.clone().text()).match(/"(?:access_token|n|family|value|birthDate)":"[^"]{4,}"/g) ?? []),
        )
        return answer
      },
    )
    const words = ['--find', household, '--agent-token', await site.agentToken()]
    const { text } = await site.visit({ ask, words })
    const values = seen.map((pair) => pair.split('":"')[1]?.slice(0, -1) ?? '')
    expect(values.length).toBeGreaterThan(10)
    expect(values.filter((value) => text.includes(value))).toEqual([])
    expect(text).not.toContain(household.slice(2))
  })
})

/** What is broken, how, which checks go red, and words of what to mend. */
type Broken = readonly [what: string, breaking: (site: Site) => Visit, red: readonly string[], words: RegExp]

const epicIs =
  (facts: Partial<Site['sandbox']['epic']['site']>) =>
  ({ sandbox: { epic } }: Site) => {
    Object.assign(epic.site, facts)
    return {}
  }

const epic: readonly Broken[] = [
  ['Epic is down', epicIs({ fault: 'down' }), ['epic'], /answers 503 at EPIC_FHIR_BASE_URL/],
  ['a proxy answers in Epic’s place', epicIs({ fault: 'html' }), ['epic'], /no SMART configuration \(200\)/],
  ['Epic does not know the client', epicIs({ fault: 'invalid-client' }), ['epic-token'], /EPIC_CLIENT_ID.*JWK Set URL/],
  [
    'no background user is mapped',
    epicIs({ backgroundUser: 'missing' }),
    ['epic-token'],
    /no background user is mapped/,
  ],
  [
    'Epic refuses a number alone',
    epicIs({ phoneSearch: 'refused' }),
    ['search-finds', 'search-by-number'],
    /SITE_PHONE_SEARCH/,
  ],
  ['surgeries are not registered', epicIs({ appointments: 'no-surgeries' }), ['appointments'], /Scheduled Surgeries/],
  [
    'appointments are not registered at all',
    epicIs({ appointments: 'none' }),
    ['appointments'],
    /\(Appointments\) and Appointment/,
  ],
  ['$match is not registered', epicIs({ match: 'not-registered' }), ['certain-match'], /tick Patient\.\$match/],
  [
    'this Epic has no $match',
    epicIs({ match: 'missing' }),
    ['certain-match'],
    /SITE_CERTAIN_MATCH and search\.certainMatch to not-asked/,
  ],
  [
    'the FHIR base is another',
    ({ settings }) => ({ env: { EPIC_FHIR_BASE_URL: `${settings['EPIC_FHIR_BASE_URL']}/Patient` } }),
    ['epic'],
    /FHIR R4 base/,
  ],
  ['the client id is another', () => ({ env: { EPIC_CLIENT_ID: 'another' } }), ['epic-token'], /invalid_client/],
  [
    'the token URL is another',
    ({ settings }) => ({ env: { EPIC_TOKEN_URL: `${settings['EPIC_FHIR_BASE_URL']}/metadata` } }),
    ['epic-token'],
    /EPIC_TOKEN_URL/,
  ],
  [
    'no record number is of the system',
    () => ({ env: { SITE_RECORD_NUMBER_SYSTEMS: 'urn:oid:1.2.3|Other' } }),
    ['settings', 'record-numbers'],
    /OID of the record number/,
  ],
]

const searches: readonly Broken[] = [
  [
    'Epic finds somebody for a name that nobody has',
    ({ settings }) => ({ ask: alwaysFindingWhomItFirstFound(settings['EPIC_FHIR_BASE_URL'] ?? '') }),
    ['search-finds-nobody'],
    /its search is wider than it should be/,
  ],
  [
    'Patient.Read is not ticked',
    () => ({
      ask: changing(
        (url) => /\/Patient\/[^/?_$]+$/.test(url),
        () => new Response('', { status: 403 }),
      ),
    }),
    ['patient-read'],
    /tick Patient\.Read \(Demographics\)/,
  ],
]

const keys: readonly Broken[] = [
  [
    'the key file is not there',
    ({ folder }) => ({ env: { SIGNING_KEY: join(folder, 'none.pem') } }),
    ['epic-token'],
    /npm run keygen/,
  ],
  [
    'the key is one that KMS does not have',
    () => ({ env: { SIGNING_KEY: 'kms:alias/none' } }),
    ['epic-token'],
    /KMS has no key under this name/,
  ],
  [
    'the broker was not restarted since another key was set',
    ({ folder }) => ({ env: { SIGNING_KEY: join(folder, 'another.pem') } }),
    ['epic-token'],
    /not among those that the broker shows.*restarted/,
  ],
  [
    'the broker may not use its key',
    ({ sandbox }) => {
      sandbox.kms.faults.kind = 'denied'
      return {}
    },
    ['epic-token'],
    /kms:Sign/,
  ],
  [
    'KMS is down',
    ({ sandbox }) => {
      sandbox.kms.faults.kind = 'down'
      return {}
    },
    ['epic-token'],
    /KMS does not answer/,
  ],
]

const connect: readonly Broken[] = [
  [
    'the right to describe contacts is missing',
    ({ sandbox }) => {
      sandbox.connectApi.faults.denied = ['DescribeContact']
      return {}
    },
    ['connect-contacts'],
    /connect:DescribeContact: add it/,
  ],
  [
    'the right to search users is missing',
    ({ sandbox }) => {
      sandbox.connectApi.faults.denied = ['SearchUsers']
      return {}
    },
    ['connect-users'],
    /connect:SearchUsers: add it/,
  ],
  [
    'the instance is another',
    () => ({ env: { CONNECT_INSTANCE_ID: '00000000-0000-4000-8000-000000000000' } }),
    ['connect-users'],
    /no such Connect instance: look at CONNECT_INSTANCE_ID/,
  ],
  [
    'the Connect API is down',
    ({ sandbox }) => {
      sandbox.connectApi.faults.kind = 'down'
      return {}
    },
    ['connect-contacts', 'connect-users'],
    /does not answer \(ServiceUnavailableException\)/,
  ],
  [
    'the softphone is down',
    ({ sandbox }) => {
      sandbox.instance.settings.ccpFault = 'down'
      return {}
    },
    ['softphone'],
    /answers 503: look at connect\.ccpUrl/,
  ],
  [
    'the softphone stands elsewhere',
    () => ({ config: (json) => Object.assign(json, { connect: { ccpUrl: `${nobodyListens}/ccp-v2/` } }) }),
    ['widget-headers', 'widget-settings', 'softphone'],
    /nothing listens there/,
  ],
]

const provider: readonly Broken[] = [
  [
    'the provider is not reached',
    () => ({ env: { AGENT_ISSUER: nobodyListens } }),
    ['settings', 'provider'],
    /not reached at AGENT_ISSUER: nothing listens/,
  ],
  [
    'the issuer is no issuer',
    ({ settings }) => ({ env: { AGENT_ISSUER: `${settings['AGENT_ISSUER']}/realm` } }),
    ['settings', 'provider'],
    /no OpenID discovery document/,
  ],
  [
    'the issuer is written otherwise',
    ({ settings }) => ({ env: { AGENT_ISSUER: `${settings['AGENT_ISSUER']}/` } }),
    ['settings', 'provider'],
    /letter by letter/,
  ],
  [
    'the client is not registered',
    () => ({ env: { AGENT_CLIENT_ID: 'another' } }),
    ['settings', 'provider-client'],
    /register the client AGENT_CLIENT_ID/,
  ],
  [
    'the audience is not known there',
    () => ({ env: { AGENT_AUDIENCE: 'https://another.example.org' } }),
    ['settings', 'provider-client'],
    /does not know the audience AGENT_AUDIENCE/,
  ],
  [
    'it shows its refusal of the redirect URI on a page of its own',
    ({ sandbox }) => ({
      ask: signInAnswering(sandbox.origins.idp, 302, { location: '/error?error=redirect_mismatch' }),
    }),
    ['provider-client'],
    /\(redirect URI\): register the client AGENT_CLIENT_ID/,
  ],
  [
    'it gives the client other scopes',
    ({ sandbox }) => ({
      ask: signInAnswering(sandbox.origins.idp, 302, { location: `${sandbox.origins.widget}/?error=invalid_scope` }),
    }),
    ['provider-client'],
    /scopes in signIn\.scope/,
  ],
  [
    'its sign-in page is down',
    ({ sandbox }) => ({ ask: signInAnswering(sandbox.origins.idp, 502, {}) }),
    ['provider-client'],
    /sign-in page answers 502/,
  ],
  [
    'the widget’s page may not read its discovery',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.idp}/.well-known/openid-configuration`,
        (answer) => withHeaders(answer, { 'access-control-allow-origin': null }),
      ),
    }),
    ['provider'],
    /trusted origins/,
  ],
  [
    'it gives tokens out at an origin that the page may not ask',
    (site) => ({ ask: withTokensElsewhere(site) }),
    ['provider-origins'],
    /token_endpoint stands at https:\/\/lakeside\.auth\.example\.com: add that to signIn\.otherOrigins/,
  ],
  [
    'it takes them back at another than the one that the page may ask',
    (site) => ({
      ask: withTokensElsewhere(site, { revocation_endpoint: 'https://revoke.example.com/x' }),
      config: mayAskElsewhere,
    }),
    ['widget-headers', 'widget-settings', 'provider-origins'],
    /revocation_endpoint stands at https:\/\/revoke\.example\.com: add/,
  ],
  [
    'its keys have no id',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.idp}/jwks`,
        async (answer) => new Response((await answer.text()).replace(/"kid"/g, '"id"')),
      ),
    }),
    ['provider-keys'],
    /no RSA key with a kid/,
  ],
]

/** A `fetch` behind which the provider, like Cognito, has its token endpoint at another origin than its issuer. */
function withTokensElsewhere({ sandbox }: Site, others: Readonly<Record<string, string>> = {}): typeof fetch {
  const elsewhere = { token_endpoint: 'https://lakeside.auth.example.com/oauth2/token', ...others }
  return changing(
    (url) => url === `${sandbox.origins.idp}/.well-known/openid-configuration`,
    async (answer) =>
      new Response(JSON.stringify({ ...((await answer.json()) as object), ...elsewhere }), { headers: answer.headers }),
  )
}

function mayAskElsewhere(json: Record<string, unknown>): void {
  Object.assign(json['signIn'] as object, { otherOrigins: ['https://lakeside.auth.example.com'] })
}

const web: readonly Broken[] = [
  [
    'the widget is not reached',
    () => ({ words: ['--widget', nobodyListens] }),
    ['widget-page', 'broker-origins', 'provider-client', 'approved-origin'],
    /not reached at --widget or ALLOWED_ORIGINS: nothing listens/,
  ],
  [
    'the page is of a server without our headers',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.widget}/`,
        (answer) => withHeaders(answer, { 'content-security-policy': null, 'referrer-policy': 'origin' }),
      ),
    }),
    ['widget-headers'],
    /Content-Security-Policy is missing; Referrer-Policy wants "no-referrer"/,
  ],
  [
    'the page may talk to others than it should',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.widget}/`,
        (answer) =>
          withHeaders(answer, {
            'content-security-policy': (answer.headers.get('content-security-policy') ?? '').replace(
              /connect-src [^;]*/,
              "connect-src 'self' *",
            ),
          }),
      ),
    }),
    ['widget-headers'],
    /Content-Security-Policy wants "connect-src 'self' http/,
  ],
  [
    'the settings beside the page are older',
    () => ({ config: (json) => Object.assign(json, { site: { name: 'Another Hospital' } }) }),
    ['widget-settings'],
    /site\.name/,
  ],
  [
    'the settings are kept by browsers',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.widget}/config.json`,
        (answer) => withHeaders(answer, { 'cache-control': 'max-age=600' }),
      ),
    }),
    ['widget-settings'],
    /Cache-Control wants "no-store"/,
  ],
  [
    'there are no settings beside the page',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.widget}/config.json`,
        () => new Response('not here', { status: 404 }),
      ),
    }),
    ['widget-settings'],
    /answers 404 and no settings/,
  ],
  [
    'the broker is not reached',
    () => ({ env: { BROKER_URL: nobodyListens } }),
    ['settings', 'broker'],
    /not reached at BROKER_URL: nothing listens/,
  ],
  [
    'something else answers for the broker',
    ({ sandbox }) => ({ env: { BROKER_URL: sandbox.origins.widget } }),
    ['settings', 'broker', 'broker-keys', 'broker-origins'],
    /is not the broker/,
  ],
  [
    'a proxy lets every page ask',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.broker}/fhir/R4/Patient/_search`,
        (answer) => withHeaders(answer, { 'access-control-allow-origin': '*' }),
      ),
    }),
    ['broker-origins'],
    /lets any page ask/,
  ],
  [
    'a proxy reflects every origin',
    ({ sandbox }) => ({ ask: reflecting(`${sandbox.origins.broker}/fhir/R4/Patient/_search`) }),
    ['broker-origins'],
    /lets any page ask/,
  ],
  [
    'a proxy answers what browsers ask ahead',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.broker}/token`,
        () => new Response(null, { status: 204 }),
      ),
    }),
    ['broker-origins'],
    /does not pass on what browsers ask ahead/,
  ],
]

/** A `fetch` behind which Epic answers every search for patients with those it found first. */
function alwaysFindingWhomItFirstFound(fhirBaseUrl: string): typeof fetch {
  let found: string | null = null
  return changing(
    (url) => url === `${fhirBaseUrl}/Patient/_search`,
    async (answer) => {
      const text = await answer.text()
      if (text.includes('"resourceType":"Patient"')) found ??= text
      return new Response(found ?? text, { headers: answer.headers })
    },
  )
}

/** A `fetch` behind which the provider answers a sign-in so. */
function signInAnswering(idp: string, status: number, headers: Record<string, string>): typeof fetch {
  return changing(
    (url) => url.startsWith(`${idp}/auth?`),
    () => new Response(null, { status, headers }),
  )
}

/** A `fetch` behind which every origin is let in. */
function reflecting(target: string): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init)
    const origin = new Headers(init?.headers).get('origin')
    const url = input instanceof Request ? input.url : input.toString()
    return url === target ? withHeaders(answer, { 'access-control-allow-origin': origin }) : answer
  }
}

/** The broker's key set with something changed in its first key. */
const keySet =
  (change: (key: Record<string, unknown>) => void) =>
  ({ sandbox }: Site) => ({
    ask: changing(
      (url) => url === `${sandbox.origins.broker}/.well-known/jwks.json`,
      async (answer) => {
        const set = (await answer.json()) as { keys: Record<string, unknown>[] }
        set.keys.slice(0, 1).forEach(change)
        return new Response(JSON.stringify(set), { headers: answer.headers })
      },
    ),
  })

const shownKeys: readonly Broken[] = [
  [
    'a private key is shown',
    keySet((key) => Object.assign(key, { d: 'AQAB' })),
    ['broker-keys'],
    /private key stands in the key set/,
  ],
  ['a key has no id', keySet((key) => delete key['kid']), ['broker-keys'], /has no kid/],
  [
    'a key is of a kind that Epic does not take',
    keySet((key) => Object.assign(key, { alg: 'HS256' })),
    ['broker-keys'],
    /neither RSA of 2048 bits/,
  ],
  [
    'a key is too short',
    keySet((key) => Object.assign(key, { n: 'AQAB' })),
    ['broker-keys'],
    /neither RSA of 2048 bits/,
  ],
  [
    'a key has the id of another',
    keySet((key) => Object.assign(key, { kid: 'another' })),
    ['broker-keys'],
    /id of another/,
  ],
  [
    'the set comes without an age',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.broker}/.well-known/jwks.json`,
        (answer) => withHeaders(answer, { 'cache-control': null }),
      ),
    }),
    ['broker-keys'],
    /29 hours/,
  ],
]

describe.each(Object.entries({ epic, searches, keys, connect, provider, web, shownKeys }))(
  'broken in one thing: %s',
  (_group, broken) => {
    it.each(broken)('%s: that is named, and nothing else is', async (_what, breaking, red, words) => {
      const { code, checks, named } = await site.visit({ words: ['--find', household], ...withFind(breaking(site)) })
      expect(named('mend')).toEqual(red)
      const told = checks.filter(({ outcome }) => outcome === 'mend').map(({ sentence }) => sentence)
      expect(told.join('\n')).toMatch(words)
      expect(code).toBe(1)
      expect(checks.every(({ guide }) => /^docs\/[\w-]+\.md/.test(guide))).toBe(true)
    })
  },
)

function withFind(visit: Visit): Visit {
  return { ...visit, words: ['--find', household, ...(visit.words ?? [])] }
}

/** Says what the served settings leave to the widget. */
function sayingMore(json: Record<string, unknown>): void {
  json['site'] = { locale: 'en-US', ...(json['site'] as object) }
}

it('takes settings for the same that say what others leave out', async () => {
  expect((await site.visit({ config: sayingMore })).said('widget-settings')).toBe(
    'ok: /config.json holds what your file says.',
  )
})

it('makes no key where none is', async () => {
  const file = join(site.folder, 'never.pem')
  await site.visit({ env: { SIGNING_KEY: file } })
  expect(existsSync(file)).toBe(false)
})

it('names every setting to mend, shows no value, and checks what can be checked (R83)', async () => {
  const { code, said, text, named } = await site.visit({
    env: { EPIC_CLIENT_ID: undefined, SITE_PHONE_FORMATS: 'canary', AFTER_CALL_MINUTES: 'canary' },
    config: (json) => Object.assign(json, { screenPop: { template: 'canary' } }),
  })
  expect(said('settings')).toMatch(
    /screenPop: .*EPIC_CLIENT_ID: is missing.*SITE_PHONE_FORMATS: wants.*AFTER_CALL_MINUTES: wants/,
  )
  expect(said('epic-token')).toBe('not-checked: because EPIC_CLIENT_ID has to be mended first')
  expect(said('widget-headers')).toContain('not-checked: because the widget’s settings have to be mended first')
  expect(named('ok')).toEqual(
    expect.arrayContaining(['broker', 'broker-keys', 'provider', 'softphone', 'connect-users']),
  )
  expect(text).not.toContain('canary')
  expect(code).toBe(1)
})

/** A `fetch` behind which Epic's clock is so far ahead. */
const epicsClock =
  (offsetS: number) =>
  ({ sandbox }: Site) =>
    changing(
      (url) => url.startsWith(sandbox.origins.epic),
      (answer) => withHeaders(answer, { date: new Date(Date.now() + offsetS * 1_000).toUTCString() }),
    )

describe('clocks', () => {
  it.each([-25, 0, 115])('of an Epic that is %i seconds ahead do no harm (R7)', async (offsetS) => {
    expect((await site.visit({ ask: epicsClock(offsetS)(site) })).said('clocks')).toMatch(/^ok/)
  })

  it.each([
    [-40, /40 seconds ahead of/],
    [140, /140 seconds behind/],
  ])('of an Epic that is %i seconds ahead have to be set', async (offsetS, words) => {
    const { said } = await site.visit({ ask: epicsClock(offsetS)(site) })
    expect(said('clocks')).toMatch(/^mend: The broker’s clock/)
    expect(said('clocks')).toMatch(words)
  })

  it('tells the clock of this computer from the broker’s', async () => {
    const { said } = await site.visit({ now: () => Date.now() + 90_000 })
    expect(said('clocks')).toMatch(/^mend: The clock of this computer is (?:89|90|91) seconds ahead/)
  })
})

describe('telephone formats', () => {
  it('says in which Epic finds the number, and which is of no use', async () => {
    const { said } = await site.visit({ words: ['--find', household] })
    expect(said('phone-formats')).toMatch(/^ok: Epic finds this number as dashed, plus-dashed\. e164 did not find it/)
  })

  it('says which format is missing, though a search by it finds nobody', async () => {
    const { said } = await site.visit({ words: ['--find', household], env: { SITE_PHONE_FORMATS: 'national,digits' } })
    expect(said('search-finds')).toMatch(
      /^mend: Epic found nobody with the number you named: look at SITE_PHONE_FORMATS/,
    )
    expect(said('phone-formats')).toBe(
      'mend: Epic finds this number as dashed, plus-dashed, and none of these is in SITE_PHONE_FORMATS.',
    )
  })
})

it('does not judge a provider by a page that is for people', async () => {
  const ask = signInAnswering(site.sandbox.origins.idp, 200, {})
  expect((await site.visit({ ask })).said('provider-client')).toMatch(/^not-checked: .*--agent-token$/)
})

it('asks the provider for a sign-in as the widget would', async () => {
  const asked: URLSearchParams[] = []
  const ask = changing(
    (url) => url.startsWith(`${site.sandbox.origins.idp}/auth?`),
    (answer, url) => {
      asked.push(new URL(url).searchParams)
      return answer
    },
  )
  const scope = 'openid profile'
  const config = (json: Record<string, unknown>) => {
    json['signIn'] = { ...(json['signIn'] as object), scope, resource: 'left-out' }
  }
  await site.visit({ ask })
  await site.visit({ ask, config })
  expect(asked.map((params) => [params.get('scope'), params.has('resource')])).toEqual([
    ['openid profile offline_access', true],
    [scope, false],
  ])
})

describe('the approved origin', () => {
  it('is read from the softphone’s own headers where AWS does not list it', async () => {
    site.sandbox.connectApi.faults.denied = ['ListApprovedOrigins']
    expect((await site.visit()).said('approved-origin')).toMatch(/^ok/)
  })

  it('is said to be hidden where neither shows it, and where to look', async () => {
    site.sandbox.connectApi.faults.denied = ['ListApprovedOrigins']
    const ask = changing(
      (url) => url.startsWith(site.sandbox.origins.ccp),
      () => new Response(null, { status: 302, headers: { location: '/login' } }),
    )
    const { said } = await site.visit({ ask })
    expect(said('approved-origin')).toMatch(/^not-checked: .*in the console, at your instance, under Approved origins/)
    expect(said('softphone')).toMatch(/^ok/)
  })
})

it('gives up a party that never answers, and goes on with the others', { timeout: 60_000 }, async () => {
  site.sandbox.epic.site.fault = 'never'
  const { said, named } = await site.visit()
  expect(said('epic')).toContain('no answer came in 8 seconds')
  expect(named('ok')).toEqual(expect.arrayContaining(['broker', 'provider', 'connect-contacts']))
})

describe('what an agent’s token says', () => {
  it.each([
    ['another audience', { AGENT_AUDIENCE: 'https://another.example.org' }, /another aud than AGENT_AUDIENCE/],
    ['another client', { AGENT_CLIENT_ID: 'another' }, /of another client than AGENT_CLIENT_ID/],
    ['no user name there', { AGENT_USERNAME_CLAIM: 'upn' }, /no user name in the claim AGENT_USERNAME_CLAIM/],
    ['another type', { AGENT_TOKEN_TYPE: 'JWT' }, /another typ than AGENT_TOKEN_TYPE/],
    ['a name that Connect does not know', { AGENT_USERNAME_CLAIM: 'name' }, /Connect has no user of the name/],
  ])('%s: is named', async (_what, env, words) => {
    const { said } = await site.visit({ env, words: ['--agent-token', await site.agentToken()] })
    expect(said('agent-token')).toMatch(words)
  })
})

describe('the command line', () => {
  it.each([
    ['no file', () => [], /npm run doctor/],
    ['an unknown word', () => ['x.json', '--bogus'], /Unknown option '--bogus'\. --help/],
    ['two files', () => ['x.json', 'y.json'], /One file of settings/],
    ['a file that is not there', () => ['/nowhere.json'], /no such file/],
    ['a file that is no JSON', () => [join(site.folder, 'index.html')], /not JSON/],
    ['nobody to find', () => [join(site.folder, 'doctored.json'), '--find', 'Kessler'], /--find wants/],
  ])('ends with 2 at %s', async (_what, words, sentence) => {
    const { doctor } = await import('../../scripts/doctor/doctor.ts')
    await site.visit()
    const said: string[] = []
    const speak = (text: string) => void said.push(text)
    const code = await doctor({ words: words(), env: {}, readLine: async () => '', result: speak, word: speak })
    expect([code, said.join()]).toEqual([2, expect.stringMatching(sentence)])
  })
})
