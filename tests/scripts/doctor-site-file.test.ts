import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Result } from '../../scripts/doctor/check.ts'
import { doctor } from '../../scripts/doctor/doctor.ts'
import { type Broker, createBroker } from '../../src/broker/app.ts'
import { readBrokerConfig } from '../../src/broker/config.ts'
import { brokerEnvironment, siteOrigins, widgetConfig } from '../../src/infra/site-settings.ts'
import { assetHeaders, documentHeaders } from '../../src/response-headers.ts'
import { createEpic } from '../../src/sandbox/epic/epic-party.ts'
import { makePeople } from '../../src/sandbox/epic/people/population.ts'
import { createJournal } from '../../src/sandbox/journal.ts'
import { makeKeyFile } from '../../src/smart/key-file.ts'
import { serving } from '../broker/played-parties.ts'
import { type ExampleJson, exampleJson, exampleSite } from '../infra/example-site.ts'

const epicOrigin = 'https://epic.lakeside.example.org'
const widget = 'https://agent-widget.lakeside.example.org'
const withPlayedEpic = ({ epic }: ExampleJson) =>
  void Object.assign(epic, { fhirBaseUrl: `${epicOrigin}/interconnect/api/FHIR/R4` })
const json = exampleJson(withPlayedEpic)
const site = exampleSite(withPlayedEpic)

let folder: string
let keyFile: string
let broker: Broker

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-site-'))
  keyFile = join(folder, 'signing-key.pem')
  await makeKeyFile(keyFile, 'RS384')
  const resources = { signingKeys: [''], callTokenKey: '', ledgerTable: '' }
  const inFile = { NODE_ENV: 'test', EPIC_ENVIRONMENT: 'non-production', SIGNING_KEY: keyFile }
  const here = { ...inFile, AWS_REGION: site.region, CALL_TOKEN_KEY: '', LEDGER: 'memory' }
  broker = createBroker(readBrokerConfig({ ...brokerEnvironment(site, resources), ...here }))
})

beforeEach(() => {
  vi.stubGlobal('fetch', byHost())
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) vi.stubEnv(name, undefined)
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'none'))
  return () => {
    vi.unstubAllGlobals()
    vi.unstubAllEnvs()
  }
})

afterAll(async () => {
  broker.close()
  await rm(folder, { recursive: true })
})

/** The web of a deployed site: each host is an app in this process, and there is no other. */
function byHost(): typeof fetch {
  const issuer = site.agents.issuer
  const provider = new Hono()
    .get('/.well-known/openid-configuration', (c) =>
      c.json(
        {
          issuer,
          jwks_uri: `${issuer}keys`,
          authorization_endpoint: `${issuer}auth`,
          token_endpoint: `${issuer}token`,
        },
        200,
        { 'access-control-allow-origin': '*' },
      ),
    )
    .get('/keys', (c) => c.json({ keys: [{ kty: 'RSA', kid: 'key-1' }] }))
    .get('/auth', (c) =>
      c.redirect(`${c.req.query('redirect_uri')}?error=login_required&state=${c.req.query('state')}`),
    )
  const page = new Hono()
    .get('/', (c) => c.html('<title>The widget</title>', 200, documentHeaders(siteOrigins(site))))
    .get('/config.json', (c) => c.json(widgetConfig(site) as object, 200, assetHeaders('/config.json')))
    // API Gateway has no route for OPTIONS here, and answers it by itself.
    .options('/api/*', (c) => c.json({ message: 'Not Found' }, 404))
    .all('/api/*', (c) => broker.app.fetch(c.req.raw))
  const epic = createEpic({
    origin: epicOrigin,
    brokerJwksUrl: `${widget}/api/.well-known/jwks.json`,
    clientId: site.epic.clientId,
    people: makePeople({ size: 100 }),
    journal: createJournal(),
  })
  const hosts: Readonly<Record<string, Hono>> = {
    [new URL(widget).host]: page,
    [new URL(epicOrigin).host]: epic.app,
    [new URL(issuer).host]: provider,
    [new URL(site.connect.ccpUrl).host]: new Hono().get('/ccp-v2/', (c) => c.redirect('/login')),
  }
  return async (input, init) => {
    const request = new Request(input, init)
    const app = hosts[new URL(request.url).host]
    if (app === undefined) throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } })
    return app.fetch(request)
  }
}

async function visit(file: unknown, env: Record<string, string> = {}) {
  const path = join(folder, 'site.json')
  await writeFile(path, JSON.stringify(file))
  const out: string[] = []
  const speak = (text: string) => void out.push(text)
  const words = [path, '--json', '--find', 'Walter, Nguyen, 1951-12-09']
  const code = await doctor({ words, env, readLine: async () => '', result: speak, word: speak })
  const { checks } = JSON.parse(out.join('')) as { checks: Result[] }
  const named = (outcome: Result['outcome']) => checks.filter((one) => one.outcome === outcome).map(({ name }) => name)
  const said = (name: string) => checks.find((one) => one.name === name)?.sentence
  return { code, text: out.join(''), named, said }
}

it('finds a deployed site well, and says what only AWS or an agent could tell (these apps say no time)', async () => {
  const { code, named } = await visit(json, { SIGNING_KEY: keyFile })
  expect(named('mend')).toEqual([])
  expect(named('not-checked')).toEqual([
    'widget-launch',
    'agent-token',
    'approved-origin',
    'connect-contacts',
    'connect-users',
    'clocks',
    'epic-launch',
    'phone-formats',
    'appointments',
    'certain-match',
  ])
  expect(code).toBe(0)
})

it('does not pretend to have tried a key that only the broker may use', async () => {
  const { code, named, said } = await visit(json)
  expect(named('mend')).toEqual([])
  expect(said('epic-token')).toBe(
    'because the key in KMS signs for the broker alone, not for you: look at the alarm EpicSetUp instead',
  )
  expect(named('not-checked')).toContain('search-finds')
  expect(code).toBe(0)
})

/** What the doctor finds who has AWS credentials, where AWS answers so. */
async function visitWithAws(app: Hono) {
  vi.stubEnv('AWS_ENDPOINT_URL', await serving(app))
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'of-the-administrator')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'of-the-administrator')
  return visit(json)
}

describe('an administrator’s own AWS credentials', () => {
  it('have fewer rights than the function, and that is no fault of the site', async () => {
    const denying = new Hono().all('*', (c) =>
      c.json({ message: 'canary' }, 403, { 'x-amzn-errortype': 'AccessDeniedException' }),
    )
    const { code, text, named, said } = await visitWithAws(denying)
    expect(named('mend')).toEqual([])
    for (const [check, right] of Object.entries({ contacts: 'DescribeContact', users: 'SearchUsers' })) {
      const denied = `your own AWS credentials do not have the right connect:${right}`
      expect(said(`connect-${check}`)).toBe(`because ${denied}; the broker’s function has it by its stack`)
    }
    expect(said('approved-origin')).toMatch(/only to who may list them \(connect:ListApprovedOrigins\): look in the/)
    expect(text).not.toContain('canary')
    expect(code).toBe(0)
  })

  it('see that the widget’s origin is no approved origin, and that there is no such instance', async () => {
    const another = new Hono()
      .get('/instance/:id/approved-origins', (c) => c.json({ Origins: ['https://another.example.org'] }))
      .all('*', (c) => c.json({ message: '' }, 404, { 'x-amzn-errortype': 'ResourceNotFoundException' }))
    const { code, named, said } = await visitWithAws(another)
    expect(named('mend')).toEqual(['approved-origin', 'connect-users'])
    expect(said('approved-origin')).toContain('is no approved origin of the Connect instance')
    expect(said('connect-users')).toBe('There is no such Connect instance: look at connect.instanceId and region.')
    expect(code).toBe(1)
  })
})

it('names what is wrong of the deployment, of the widget and of the broker at once, and shows no value (R83)', async () => {
  const broken = exampleJson(
    (example) =>
      void Object.assign(change(example), {
        account: 'canary',
        broker: { AFTER_CALL_MINUTES: 'canary', SITE_PHONE_FORMATS: 'canary' },
        epic: { environment: 'production', clientId: 'x', signingKeys: ['2026-11'] },
      }),
  )
  const { code, text, said, named } = await visit(broken, { SIGNING_KEY: keyFile })
  expect(
    said('settings')
      ?.split('; ')
      .map((fault) => fault.split(':')[0]),
  ).toEqual([
    'Mend these settings',
    'epic.fhirBaseUrl',
    'widget.settings.screenPop',
    'broker.AFTER_CALL_MINUTES',
    'broker.SITE_PHONE_FORMATS',
  ])
  expect(said('epic')).toBe('because epic.fhirBaseUrl has to be mended first')
  expect(named('ok')).toEqual(expect.arrayContaining(['broker', 'broker-keys', 'provider', 'softphone']))
  expect(text).not.toContain('canary')
  expect(code).toBe(1)
})

function change(example: ExampleJson): ExampleJson {
  Object.assign(example.widget.settings, { screenPop: { template: 'canary' } })
  return example
}

it('names an Epic of no kind and goes on, whether or not an address is given', async () => {
  for (const epic of [{ environment: 'test' }, { environment: 'test', fhirBaseUrl: `${epicOrigin}/x` }, {}]) {
    const ofNoKind = exampleJson((example) => {
      example.epic = { clientId: 'x', signingKeys: ['2026-11'], ...epic }
    })
    const { said, named } = await visit(ofNoKind)
    expect(said('settings')).toContain('epic.environment: ')
    expect(said('epic')).toContain('because epic.environment')
    expect(named('ok')).toContain('broker')
  }
})

it('names one bad entry of a list and goes on, though the example has no such list', async () => {
  const file = exampleJson((example) => {
    example.agents['otherOrigins'] = ['https://login.lakeside.example.org', 'canary']
  })
  const { code, said, named } = await visit(file)
  expect(said('settings')).toContain('agents.otherOrigins.1: wants an origin')
  expect(said('provider-origins')).toContain('agents.otherOrigins has to be mended first')
  expect(named('ok')).toEqual(expect.arrayContaining(['widget-page', 'broker', 'provider']))
  expect(code).toBe(1)
})

it.each([
  ['nothing in it', {}],
  ['no settings of the widget', { widget: { domain: 'agent-widget.lakeside.example.org' } }],
  ['groups that are no groups', { widget: 'x', agents: 7, connect: null, epic: [], broker: 'y' }],
])('reads a site file with %s, and names what is missing', async (_, file) => {
  const { code, said } = await visit({ api: {}, ...file })
  expect(said('settings')).toMatch(/agents.*: /)
  expect(code).toBe(1)
})

it('tells a page of another release by its settings, and a page of another server by its headers', async () => {
  const other = structuredClone(json) as { widget: { settings: { emergency?: string } }; agents: { issuer: string } }
  other.widget.settings.emergency = 'allowed'
  other.agents.issuer = 'https://another.lakeside.example.org/'
  const { named, said } = await visit(other)
  expect(named('mend')).toEqual(['widget-headers', 'widget-settings', 'provider'])
  expect(said('widget-headers')).toContain('Content-Security-Policy wants "connect-src')
  expect(said('widget-settings')).toContain('emergency')
  expect(said('widget-settings')).toContain('npm run release')
})
