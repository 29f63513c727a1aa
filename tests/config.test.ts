import { expect, it } from 'vitest'
import { isConfig, readConfig } from '../src/config.ts'

/** The settings of a site, as little as will do. */
const settings = {
  site: { name: 'Example Health' },
  connect: { ccpUrl: 'https://example.my.connect.aws/ccp-v2/' },
  signIn: { issuer: 'https://idp.example.org', clientId: 'agent-widget', audience: 'https://broker.example.org' },
  broker: { url: 'https://broker.example.org' },
  search: { phone: 'allowed', country: 'US', recordNumberSystems: [{ system: 'urn:oid:1.2.3', label: 'MRN' }] },
  screenPop: { template: 'https://epic.example.org/chart?patient={fhirId}' },
}

/** The settings with one of them put otherwise, or taken out where the value is undefined. */
function settingsWith(path: string, value: unknown): unknown {
  const [group = '', name] = path.split('.')
  const whole: Record<string, unknown> = structuredClone(settings)
  if (name === undefined) return { ...whole, [group]: value }
  return { ...whole, [group]: { ...(whole[group] as object), [name]: value } }
}

it('reads the least that a site has to say, and takes the careful way in all else', () => {
  const config = readConfig(settings)
  expect(config).toMatchObject({
    site: { name: 'Example Health', isSandbox: false, locale: 'en-US', locales: [] },
    lookup: { startsOn: 'accepted' },
    search: {
      phone: 'allowed',
      phoneFormats: ['e164'],
      outbound: 'refused',
      appointments: 'hidden',
      certainMatch: 'not-asked',
      ownNumbers: [],
    },
    screenPop: { schemes: ['https'] },
    verification: { required: ['birth-date', 'name'], atLeast: 0, of: [] },
    emergency: 'refused',
  })
  expect(isConfig(config)).toBe(true)
})

it('reads what a site decided', () => {
  const config = readConfig({
    ...settings,
    site: { name: 'Example Health', isSandbox: true, locale: 'es-US', locales: ['en-US'], timeZone: 'America/Chicago' },
    lookup: { startsOn: 'ringing' },
    verification: { required: ['birth-date', 'name-letters'], pick: 'row' },
  })
  expect(config).toMatchObject({
    site: { isSandbox: true, locale: 'es-US', locales: ['en-US'], timeZone: 'America/Chicago' },
    lookup: { startsOn: 'ringing' },
    verification: { required: ['birth-date', 'name-letters'], atLeast: 0, of: [], pick: 'row' },
  })
})

it.each([
  'site',
  'site.name',
  'connect.ccpUrl',
  'signIn.issuer',
  'signIn.clientId',
  'signIn.audience',
  'broker.url',
  'search.phone',
  'search.country',
  'search.recordNumberSystems',
  'screenPop.template',
])('names %s where it is missing (R83)', (path) => {
  expect(readConfig(settingsWith(path, undefined))).toEqual({ settings: [path] })
})

it.each<[string, unknown]>([
  ['site.timeZone', 'Chicago'],
  ['verification.pick', 'both'],
  ['search.appointments', 'yes'],
  ['connect.ccpUrl', 'example.my.connect.aws'],
  ['broker.url', ''],
  ['lookup.startsOn', 'dialled'],
  ['search.phone', true],
  ['search.country', 'DE'],
  ['search.outbound', 'sometimes'],
  ['search.sets', []],
  ['search.sets', ['record-number', 'record-number']],
  ['emergency', 'yes'],
  ['verification', { required: ['birth-date'] }],
  ['verification', { required: ['name', 'town'] }],
  ['verification', { required: ['name'], atLeast: 1, of: ['birth-date', 'town'] }],
  ['verification', { required: ['birth-date', 'name'], atLeast: 2, of: ['town'] }],
  ['verification', { required: ['birth-date', 'name'], atLeast: 0.5, of: ['town'] }],
])('names %s where its value is none we know (R83)', (path, value) => {
  expect(readConfig(settingsWith(path, value))).toEqual({ settings: [path] })
})

it('refuses record numbers to search or verify by where no system is named (R83)', () => {
  const none = { ...settings, search: { ...settings.search, recordNumberSystems: [], sets: ['record-number'] } }
  expect(readConfig(none)).toEqual({ settings: ['search.sets'] })
  const verified = { ...settings, verification: { required: ['record-number-tail', 'name'] } }
  expect(isConfig(readConfig(verified))).toBe(true)
  expect(readConfig({ ...verified, search: { ...settings.search, recordNumberSystems: [] } })).toEqual({
    settings: ['verification'],
  })
})

it('reads the hospital’s own numbers, and names one that is none by its place, without its value (R64, R83)', () => {
  const numbers = ['+16085550100', '+525555550101']
  expect(readConfig(settingsWith('search.ownNumbers', numbers))).toMatchObject({ search: { ownNumbers: numbers } })
  for (const bad of ['608-555-0100', '+1608555010', 'anonymous', '', 6085550100]) {
    expect(readConfig(settingsWith('search.ownNumbers', [...numbers, bad]))).toEqual({
      settings: ['search.ownNumbers.2'],
    })
  }
  const many = Array.from({ length: 101 }, () => '+16085550100')
  expect(readConfig(settingsWith('search.ownNumbers', many))).toEqual({ settings: ['search.ownNumbers'] })
  expect(isConfig(readConfig(settingsWith('search.ownNumbers', many.slice(1))))).toBe(true)
})

it('names a wrong row of a list by its place', () => {
  const read = readConfig(settingsWith('search.phoneFormats', ['e164', 'roman']))
  expect(read).toEqual({ settings: ['search.phoneFormats.1'] })
})

it.each([
  'javascript:alert({fhirId})',
  'https://{fhirId}.example.org/chart',
  'https://epic.example.org/chart?name={familyName}',
  'https://epic.example.org/chart',
  'http://epic.example.org/chart?patient={fhirId}',
])('refuses the chart address %s (R40)', (template) => {
  expect(readConfig(settingsWith('screenPop.template', template))).toEqual({ settings: ['screenPop'] })
})

it('takes a scheme of a program of its own only where the site names it (R40)', () => {
  const template = 'epichaiku://open?patient={fhirId}'
  expect(isConfig(readConfig({ ...settings, screenPop: { template } }))).toBe(false)
  expect(isConfig(readConfig({ ...settings, screenPop: { template, schemes: ['epichaiku'] } }))).toBe(true)
})

it('names every bad setting at once, each once, and shows no value (R83)', () => {
  const read = readConfig({ ...settings, broker: { url: 'secret-host' }, signIn: { issuer: 'secret-host' } })
  expect(read).toEqual({ settings: ['signIn.issuer', 'signIn.clientId', 'signIn.audience', 'broker.url'] })
  expect(JSON.stringify(read)).not.toContain('secret-host')
})

it.each([null, undefined, 'html', 42, []])('is no settings at all: %o', (json) => {
  expect(isConfig(readConfig(json))).toBe(false)
})

it('is not led astray by a setting called "settings"', () => {
  expect(isConfig(readConfig({ ...settings, settings: ['site'] }))).toBe(true)
})

it.each([
  ['broker.url', 'http://broker.example.org'],
  ['signIn.issuer', 'ftp://idp.example.org'],
  ['signIn.otherOrigins.0', ['https://lakeside.auth.example.com/oauth2/token']],
  ['signIn.otherOrigins.0', ['https://*.auth.example.com']],
  ['connect.ccpUrl', 'javascript:alert(1)'],
  ['connect.ccpUrl', 'http://localhost.example.org/ccp-v2/'],
  ['site.locale', 'not a locale'],
])('refuses %s as %o: addresses are https, or http on this very machine (R83)', (name, value) => {
  expect(readConfig(settingsWith(name, value))).toEqual({ settings: [name] })
})

it.each(['http://localhost:4403', 'http://broker.localhost:4403', 'http://127.0.0.1:4403'])(
  'takes plain http of this very machine, where the sandbox plays: %s',
  (url) => expect(isConfig(readConfig(settingsWith('broker.url', url)))).toBe(true),
)

/** The settings of a site whose agents sign in to Epic, as little as will do. */
const { signIn: _signIn, broker: _broker, ...ofEverySite } = settings
const launchSettings = {
  ...ofEverySite,
  mode: 'launch',
  launch: { issuers: ['https://epic.example.org/api/FHIR/R4'], clientId: 'agent-widget-launch' },
}

it('reads a site whose agents sign in to Epic: no broker, no provider, framed by nobody', () => {
  expect(readConfig(launchSettings)).toMatchObject({
    mode: 'launch',
    launch: {
      standalone: 'allowed',
      username: { in: 'id-token', name: 'preferred_username' },
      framedBy: [],
    },
  })
  expect(readConfig(settings)).toMatchObject({ mode: 'call-scoped' })
})

it.each<[string, unknown]>([
  ['launch.issuers', []],
  ['launch.clientId', undefined],
  ['launch.standalone', 'sometimes'],
  ['launch.username.in', { in: 'cookie', name: 'user' }],
  ['launch.framedBy.0', ['https://epic.example.org/hyperspace']],
  ['launch.framedBy.0', ['*']],
  ['launch.issuers.0', ['http://epic.example.org/api/FHIR/R4']],
])('names %s of the launch mode where it is bad: %o (R83)', (path, value) => {
  const name = path.split('.')[1] ?? ''
  const read = readConfig({ ...launchSettings, launch: { ...launchSettings.launch, [name]: value } })
  expect(read).toEqual({ settings: [path] })
})

/** A laboratory's settings: Epic's own token comes to the page. */
const direct = {
  isLaboratory: true,
  fhirBaseUrl: 'https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4',
  tokenUrl: 'http://127.0.0.1:4410/token',
  agent: { username: 'dana.rivera', name: 'Dana Rivera' },
}

it.each([direct.fhirBaseUrl, 'http://epic.localhost:4404/interconnect/api/FHIR/R4'])(
  'takes the direct mode for an Epic where nobody is real: %s (R2)',
  (fhirBaseUrl) => {
    expect(readConfig({ ...ofEverySite, mode: 'direct', direct: { ...direct, fhirBaseUrl } })).toMatchObject({
      direct: { ...direct, fhirBaseUrl },
    })
  },
)

it.each<[keyof typeof direct, unknown]>([
  ['isLaboratory', undefined],
  ['isLaboratory', 'true'],
  ['fhirBaseUrl', 'https://epic.example.org/api/FHIR/R4'],
  ['fhirBaseUrl', 'https://fhir.epic.com.evil.example/api/FHIR/R4'],
  ['fhirBaseUrl', 'http://fhir.epic.com/api/FHIR/R4'],
  ['tokenUrl', 'https://broker.example.org/token'],
])(
  'refuses the direct mode without its flag, for real patients or for a token from elsewhere: %s %o (R2)',
  (name, value) => {
    const read = readConfig({ ...ofEverySite, mode: 'direct', direct: { ...direct, [name]: value } })
    expect(read).toEqual({ settings: [`direct.${name}`] })
  },
)

it.each(['laboratory', 1])('knows no mode "%s" (R83)', (mode) => {
  expect(readConfig({ ...settings, mode })).toEqual({ settings: ['mode'] })
})

it('lets no chart open without proof where nobody writes the reason down (R24)', () => {
  expect(readConfig({ ...settings, emergency: 'allowed' })).toMatchObject({ emergency: 'allowed' })
  expect(readConfig({ ...launchSettings, emergency: 'allowed' })).toEqual({ settings: ['emergency'] })
})
