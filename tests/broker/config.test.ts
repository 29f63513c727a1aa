import { describe, expect, it } from 'vitest'
import { BrokerConfigError, readBrokerConfig } from '../../src/broker/config.ts'
import { anEnvironment, recordNumbers } from './running-broker.ts'

function faultOf(env: Record<string, string | undefined>): BrokerConfigError {
  try {
    readBrokerConfig(env)
  } catch (error) {
    if (error instanceof BrokerConfigError) return error
    throw error
  }
  throw new Error('these settings were taken')
}

it('reads the settings of a site', () => {
  expect(readBrokerConfig(anEnvironment({ BROKER_URL: 'https://broker.example.org/', PORT: '8080' }))).toMatchObject({
    url: 'https://broker.example.org',
    port: 8080,
    allowedOrigins: ['https://widget.example.org', 'https://other.example.org'],
    agents: { usernameClaim: 'preferred_username', tokenType: 'at+jwt', clientClaim: null },
    connect: { endpoint: null },
    epic: { tokenUrl: null },
    policy: {
      phoneSearch: 'allowed',
      phoneFormats: ['e164', 'dashed'],
      country: 'US',
      recordNumberSystems: [{ system: recordNumbers, label: 'Record number' }],
      outboundLookup: 'refused',
      searchSets: ['name-and-birth-date', 'name-sex-and-telephone', 'record-number'],
      verification: { required: ['birth-date', 'name'], atLeast: 0, of: [] },
      emergency: 'refused',
      otherChannels: 'refused',
      ownNumbers: [],
    },
    afterCallMinutes: 0,
    budgets: { perContact: 5, perHour: 40, perDay: 200 },
    emergenciesPerHour: 3,
    callTokenKey: null,
    ledger: null,
    auditLog: 'stdout',
  })
})

it('is closed where a site says nothing: no phone search, no record numbers, no outbound lookup, calls alone', () => {
  const env = anEnvironment()
  for (const name of ['SITE_PHONE_SEARCH', 'SITE_PHONE_FORMATS', 'SITE_RECORD_NUMBER_SYSTEMS']) delete env[name]
  expect(readBrokerConfig(env)).toMatchObject({
    policy: {
      phoneSearch: 'refused',
      recordNumberSystems: [],
      outboundLookup: 'refused',
      otherChannels: 'refused',
      searchSets: ['name-and-birth-date', 'name-sex-and-telephone'],
    },
  })
})

it('reads the hospital’s own numbers, with blanks around them or not (R64)', () => {
  const { policy } = readBrokerConfig(anEnvironment({ SITE_OWN_NUMBERS: '+16085550100, +525555550101' }))
  expect(policy.ownNumbers).toEqual(['+16085550100', '+525555550101'])
  expect(readBrokerConfig(anEnvironment({ SITE_OWN_NUMBERS: '' })).policy.ownNumbers).toEqual([])
})

it('names every setting that is missing, at once (R83)', () => {
  expect(faultOf({ PATH: '/bin', EPIC_CLIENT_ID: ' ' }).settings.toSorted()).toEqual([
    'AGENT_AUDIENCE',
    'AGENT_CLIENT_ID',
    'AGENT_ISSUER',
    'ALLOWED_ORIGINS',
    'AWS_REGION',
    'BROKER_URL',
    'CONNECT_INSTANCE_ID',
    'EPIC_CLIENT_ID',
    'EPIC_FHIR_BASE_URL',
    'SIGNING_KEY',
  ])
})

const bad: Record<string, string[]> = {
  BROKER_URL: [
    'canary',
    'http://broker.example.org',
    'https://canary:pass@broker.example.org',
    'https://a.example?canary',
  ],
  PORT: ['canary', '-1', '65536', '80.5'],
  ALLOWED_ORIGINS: [
    '*',
    'null',
    'https://canary.example/path',
    'https://a.example,canary',
    ',',
    'https://*.canary.example',
  ],
  AGENT_ISSUER: ['http://canary.example', 'canary'],
  CONNECT_INSTANCE_ID: ['arn:aws:connect:us-east-1:123:instance/canary'],
  AWS_REGION: ['canary'],
  CONNECT_ENDPOINT: ['http://canary.example'],
  EPIC_FHIR_BASE_URL: ['ftp://canary.example'],
  EPIC_TOKEN_URL: ['http://canary.example/token'],
  SITE_PHONE_SEARCH: ['canary'],
  SITE_PHONE_FORMATS: ['canary', 'e164,canary', ','],
  SITE_COUNTRY: ['canary'],
  SITE_RECORD_NUMBER_SYSTEMS: ['canary', 'urn:oid:1.2.3', '|canary'],
  SITE_SEARCH_SETS: ['canary', 'record-number,canary', 'record-number,record-number'],
  SITE_VERIFICATION: [
    'canary',
    'birth-date, name, canary',
    'birth-date',
    'name, town',
    'name; 1 of birth-date, town',
    'birth-date, birth-date',
    'birth-date, name; 3 of town',
    'birth-date; one of name, town',
    'birth-date, name; 1 of town; 1 of record-number',
    'record-number, record-number-tail',
  ],
  SITE_OWN_NUMBERS: ['canary', '+16085550100,canary', '608-555-0100', '+1608555010', ',', '+16085550100,'.repeat(101)],
  SITE_EMERGENCY: ['canary', 'true'],
  OUTBOUND_LOOKUP: ['canary'],
  AFTER_CALL_MINUTES: ['16', 'canary'],
  BUDGET_PER_CONTACT: ['0', 'canary'],
  BUDGET_PER_HOUR: ['-5'],
  EMERGENCIES_PER_HOUR: ['0', '21', 'many'],
  BUDGET_PER_DAY: ['1e3'],
  EPIC_ENVIRONMENT: ['canary'],
  SIGNING_KEY: ['kms:canary', 'arn:aws:s3:::canary'],
  SIGNING_KEY_OTHER: ['kms:canary'],
  LEDGER: ['canary', 'dynamodb', 'dynamodb:', 'dynamodb:ca', 'dynamodb:canary/table', 'dynamodb:arn:aws:canary'],
  LEDGER_ENDPOINT: ['http://canary.example', 'https://dynamodb.canary.example', 'canary'],
  CALL_TOKEN_KEY: ['kms:', 'kms:canary', 'canary', 'c2hvcnQ', 'canary+'.repeat(10)],
}

it.each(Object.entries(bad).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
  'refuses to start with %s=%s, names it and shows no value (R83)',
  (name, value) => {
    const fault = faultOf(anEnvironment({ [name]: value }))
    expect(fault.settings).toEqual([name])
    expect(fault.message).toContain(name)
    expect(fault.message).not.toContain('canary')
  },
)

it.each([
  ['birth-date, name; 1 of record-number-tail, town', ['birth-date', 'name'], 1, ['record-number-tail', 'town']],
  ['name; 1 of birth-date, record-number', ['name'], 1, ['birth-date', 'record-number']],
  ['; 2 of birth-date, record-number', [], 2, ['birth-date', 'record-number']],
  [' record-number ,name', ['record-number', 'name'], 0, []],
])('reads what patients are verified by: %s', (text, required, atLeast, of) => {
  const { policy } = readBrokerConfig(anEnvironment({ SITE_VERIFICATION: text }))
  expect(policy.verification).toEqual({ required, atLeast, of })
})

it('has no record number to search or to verify by where no system is named (R83)', () => {
  const asked = { SITE_SEARCH_SETS: 'record-number', SITE_VERIFICATION: 'record-number, name' }
  const fault = faultOf(anEnvironment({ ...asked, SITE_RECORD_NUMBER_SYSTEMS: '' }))
  expect(fault.settings.toSorted()).toEqual(Object.keys(asked))
})

const development = {
  BROKER_URL: 'http://broker.localhost:4403',
  ALLOWED_ORIGINS: 'http://widget.localhost:4401',
  AGENT_ISSUER: 'http://idp.localhost:4405',
  EPIC_FHIR_BASE_URL: 'http://127.0.0.1:4404/api/FHIR/R4',
  EPIC_TOKEN_URL: 'http://localhost:4404/oauth2/token',
  CONNECT_ENDPOINT: 'http://127.0.0.1:4406',
  KMS_ENDPOINT: 'http://127.0.0.1:4407',
  LEDGER_ENDPOINT: 'http://127.0.0.1:4408',
}
const kmsKey = 'kms:alias/agent-widget'

it('takes plain http for loopback hosts, for development', () => {
  const config = readBrokerConfig(anEnvironment(development))
  expect(config.connect.endpoint).toBe('http://127.0.0.1:4406')
  expect(config.signingKeys.endpoint).toBe('http://127.0.0.1:4407')
})

it('refuses every short cut of development in production (R4)', () => {
  const fault = faultOf(anEnvironment({ ...development, SIGNING_KEY: kmsKey, NODE_ENV: 'production' }))
  expect(fault.settings.toSorted()).toEqual(Object.keys(development).sort())
})

it.each(Object.keys(development).filter((name) => name !== 'BROKER_URL'))(
  'refuses the short cut %s where the broker stands on another host than loopback, whatever NODE_ENV says (R4)',
  (name) => {
    const shortCut = Object.fromEntries(Object.entries(development).filter(([other]) => other === name))
    expect(faultOf(anEnvironment({ ...shortCut, NODE_ENV: 'development' })).settings).toEqual([name])
  },
)

it.each(['CONNECT_ENDPOINT', 'KMS_ENDPOINT', 'LEDGER_ENDPOINT'])(
  'takes no played AWS on another host than loopback by %s (R4)',
  (name) => {
    const fault = faultOf(anEnvironment({ ...development, [name]: 'https://canary.example' }))
    expect(fault.settings).toEqual([name])
    expect(fault.message).not.toContain('canary')
  },
)

describe('the signing key', () => {
  it('may lie in KMS everywhere', () => {
    const inKms = anEnvironment({ SIGNING_KEY_OTHER: kmsKey, NODE_ENV: 'production' })
    expect(readBrokerConfig(inKms).signingKeys).toMatchObject({
      signing: { keyId: 'alias/agent-widget' },
      endpoint: null,
    })
  })

  const [publicBroker, ownBroker] = ['https://broker.example.org', 'http://broker.localhost:4403']
  const [hospital, publicSandbox, played] = [
    'https://epic.example.org/api/FHIR/R4',
    'https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4',
    'https://epic.localhost:4404/api/FHIR/R4',
  ]
  const refused: [nodeEnv: string | undefined, environment: string | undefined, broker: string, epic: string][] = [
    ['production', undefined, publicBroker, hospital],
    ['production', 'non-production', publicBroker, hospital],
    ['production', 'sandbox', publicBroker, publicSandbox],
    ['production', undefined, 'https://broker.localhost:4403', played],
    [undefined, 'production', publicBroker, hospital],
    [undefined, 'production', ownBroker, hospital],
    ['development', 'production', ownBroker, hospital],
    // Nothing was said: a forgotten variable must not put the key of a hospital's patients into a file.
    [undefined, undefined, publicBroker, hospital],
    ['development', undefined, publicBroker, hospital],
    ['', '', publicBroker, hospital],
    [undefined, undefined, publicBroker, 'https://fhir.epic.com.example.org/api/FHIR/R4'],
    [undefined, undefined, 'https://localhost.example.org', hospital],
  ]
  const taken: typeof refused = [
    [undefined, undefined, ownBroker, played],
    [undefined, undefined, ownBroker, hospital],
    [undefined, undefined, publicBroker, publicSandbox],
    [undefined, 'sandbox', publicBroker, publicSandbox],
    [undefined, 'non-production', publicBroker, hospital],
    ['development', 'non-production', publicBroker, hospital],
    [undefined, undefined, publicBroker, played],
  ]
  const inFiles = ([nodeEnv, environment, broker, epic]: (typeof refused)[number]) =>
    anEnvironment({
      SIGNING_KEY: '/nowhere/canary.pem',
      SIGNING_KEY_OTHER: '/nowhere/canary-2.pem',
      BROKER_URL: broker,
      EPIC_FHIR_BASE_URL: epic,
      ...(nodeEnv === undefined ? {} : { NODE_ENV: nodeEnv }),
      ...(environment === undefined ? {} : { EPIC_ENVIRONMENT: environment }),
    })

  it.each(refused)('lies in no file with NODE_ENV %s, EPIC_ENVIRONMENT %s, broker %s and Epic %s (R5)', (...facts) => {
    const fault = faultOf(inFiles(facts))
    expect(fault.settings).toEqual(expect.arrayContaining(['SIGNING_KEY', 'SIGNING_KEY_OTHER']))
    expect(fault.settings.every((name) => name.startsWith('SIGNING_KEY'))).toBe(true)
    expect(fault.message).toContain('wants a key in KMS in production')
    expect(fault.message).not.toContain('canary')
  })

  it.each(taken)('may lie in a file with NODE_ENV %s, EPIC_ENVIRONMENT %s, broker %s and Epic %s', (...facts) => {
    expect(readBrokerConfig(inFiles(facts)).signingKeys).toMatchObject({
      signing: { kind: 'file' },
      other: { kind: 'file' },
    })
  })
})

describe('EPIC_ENVIRONMENT', () => {
  const { EPIC_FHIR_BASE_URL: _, ...withoutBase } = anEnvironment()

  it('knows where Epic’s public sandbox is', () => {
    const { epic } = readBrokerConfig({ ...withoutBase, EPIC_ENVIRONMENT: 'sandbox' })
    expect(epic).toMatchObject({
      fhirBaseUrl: 'https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4',
      tokenUrl: 'https://fhir.epic.com/interconnect-fhir-oauth/oauth2/token',
    })
  })

  it('is not contradicted by another address', () => {
    const fault = faultOf(
      anEnvironment({ EPIC_ENVIRONMENT: 'sandbox', EPIC_TOKEN_URL: 'https://canary.example/token' }),
    )
    expect(fault.settings.toSorted()).toEqual(['EPIC_FHIR_BASE_URL', 'EPIC_TOKEN_URL'])
    expect(fault.message).not.toContain('canary')
  })

  it('takes no address of the public sandbox for production', () => {
    const facts = { EPIC_ENVIRONMENT: 'production', SIGNING_KEY: kmsKey }
    const sandbox = 'https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4'
    expect(faultOf(anEnvironment({ ...facts, EPIC_FHIR_BASE_URL: sandbox })).settings).toEqual(['EPIC_FHIR_BASE_URL'])
    expect(readBrokerConfig(anEnvironment(facts)).epic.fhirBaseUrl).toBe('https://epic.example.org/api/FHIR/R4')
  })

  it.each(['non-production', 'production', undefined])(
    'wants the address of the hospital’s Epic where it is %s',
    (name) => {
      const fault = faultOf({ ...withoutBase, SIGNING_KEY: kmsKey, EPIC_ENVIRONMENT: name })
      expect(fault.settings).toEqual(['EPIC_FHIR_BASE_URL'])
    },
  )
})

it('takes a table for a ledger that several processes share, with a key of call tokens that they share too', () => {
  const shared = { LEDGER: 'dynamodb:site-ledger', CALL_TOKEN_KEY: Buffer.alloc(32).toString('base64url') }
  expect(readBrokerConfig(anEnvironment(shared)).ledger).toEqual({ table: 'site-ledger', endpoint: null })
  expect(readBrokerConfig(anEnvironment({ LEDGER: 'memory' })).ledger).toBeNull()
  expect(faultOf(anEnvironment({ LEDGER: 'dynamodb:site-ledger' })).settings).toEqual(['CALL_TOKEN_KEY'])
})

it('takes a key of call tokens, or the name of one in KMS', () => {
  const bytes = Buffer.alloc(32, 7)
  expect(keySource(bytes.toString('base64url'))).toEqual({ kind: 'given', bytes: new Uint8Array(bytes) })
  const keyId = 'arn:aws:kms:eu-west-1:000000000000:key/00000000-0000-4000-8000-000000000000'
  expect(keySource(`kms:${keyId}`)).toEqual({ kind: 'kms', keyId, region: 'eu-west-1' })
})

function keySource(CALL_TOKEN_KEY: string) {
  return readBrokerConfig(anEnvironment({ CALL_TOKEN_KEY })).callTokenKey
}

it('wants an audience that is no client where access tokens have no type (R10)', () => {
  const tokens = { AGENT_TOKEN_TYPE: 'none', AGENT_AUDIENCE: 'agent-widget' }
  expect(faultOf(anEnvironment(tokens)).settings).toEqual(['AGENT_AUDIENCE'])
  expect(
    readBrokerConfig(anEnvironment({ ...tokens, AGENT_AUDIENCE: 'urn:broker', AGENT_CLIENT_CLAIM: 'cid' })),
  ).toMatchObject({
    agents: { tokenType: 'none', clientClaim: 'cid' },
  })
})
