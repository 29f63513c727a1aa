import { expect, it } from 'vitest'
import { readBrokerConfig } from '../../src/broker/config.ts'
import { type WidgetConfig, isConfig, readConfig } from '../../src/config.ts'
import { brokerEnvironment, siteOrigins, widgetConfig } from '../../src/infra/site-settings.ts'
import { widgetOriginsOf } from '../../scripts/widget-origins.ts'
import { exampleSite, launchSite } from './example-site.ts'

const resources = {
  signingKeys: ['arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555'],
  callTokenKey: 'arn:aws:kms:us-west-2:111122223333:key/66666666-7777-8888-9999-000000000000',
  ledgerTable: 'Ledger-1',
}

/** What Lambda sets, and what the door of many instances reads. */
const elsewhere = { AWS_REGION: 'us-west-2', CALL_TOKEN_KEY: '', LEDGER: '' }

interface Decided {
  readonly search?: Record<string, unknown>
  readonly verification?: unknown
  readonly emergency?: unknown
}

it('writes a config.json that the widget takes', () => {
  const config = readConfig(widgetConfig(exampleSite()))
  expect(isConfig(config) && config).toMatchObject({
    site: { name: 'Lakeside Health', isSandbox: false },
    broker: { url: 'https://agent-widget.lakeside.example.org/api' },
    signIn: { audience: 'https://agent-widget.lakeside.example.org/api' },
    search: { phone: 'allowed', phoneFormats: ['e164'] },
  })
})

it('writes one for agents who sign in to Epic, and says the pages that may frame it once', () => {
  const config = readConfig(widgetConfig(launchSite()))
  expect(isConfig(config) && config).toMatchObject({
    mode: 'launch',
    connect: { ccpUrl: 'https://lakeside.my.connect.aws/ccp-v2/' },
    launch: { framedBy: ['https://hyperspace.lakeside.example.org'], standalone: 'allowed' },
    search: { phoneFormats: ['dashed', 'e164'] },
  })
})

it.each([
  ['the example', {}],
  [
    'a site that decided otherwise in everything',
    {
      search: { phone: 'refused', country: 'PR', outbound: 'allowed', otherChannels: 'allowed', appointments: 'shown' },
      verification: { required: ['birth-date'], atLeast: 1, of: ['record-number-tail', 'town'] },
      emergency: 'allowed',
    },
  ],
  [
    'a site with search sets and certain matches',
    { search: { sets: ['name-and-birth-date', 'record-number'], certainMatch: 'asked' } },
  ],
  ['a site with numbers of its own', { search: { ownNumbers: ['+16085550100', '+16085550101'] } }],
  ['a site without any', { search: { ownNumbers: [] } }],
  ['a site without record numbers', { search: { recordNumberSystems: [] } }],
  ['a site that asks for everything', { verification: { required: ['birth-date', 'name', 'town'] } }],
])('says once what widget and broker both have to know, for %s', (_, { search = {}, ...others }: Decided) => {
  const site = exampleSite(({ widget }) => {
    Object.assign(widget.settings.search, search)
    Object.assign(widget.settings, others)
  })
  const widget = readConfig(widgetConfig(site))
  const broker = readBrokerConfig({ ...brokerEnvironment(site, resources), ...elsewhere })
  expect(isConfig(widget)).toBe(true)
  const { search: searched, verification, emergency } = widget as WidgetConfig
  expect(broker).toMatchObject({
    appointments: searched.appointments,
    certainMatch: searched.certainMatch,
    policy: {
      phoneSearch: searched.phone,
      country: searched.country,
      recordNumberSystems: searched.recordNumberSystems,
      outboundLookup: searched.outbound,
      otherChannels: searched.otherChannels,
      ownNumbers: searched.ownNumbers,
      ...(searched.sets === undefined ? {} : { searchSets: searched.sets }),
      verification,
      emergency,
    },
  })
})

it('passes the broker’s other settings on, and lets none of them undo what is settled here (R4)', () => {
  const site = exampleSite((json) => {
    json['broker'] = { AFTER_CALL_MINUTES: '2', NODE_ENV: 'development', ALLOWED_ORIGINS: 'https://other.example.org' }
  })
  expect(brokerEnvironment(site, resources)).toMatchObject({
    AFTER_CALL_MINUTES: '2',
    NODE_ENV: 'production',
    ALLOWED_ORIGINS: 'https://agent-widget.lakeside.example.org',
  })
})

it('says which Epic it is, and no address of the public sandbox, which the broker knows', () => {
  expect(brokerEnvironment(exampleSite(), resources)).toMatchObject({
    EPIC_ENVIRONMENT: 'production',
    EPIC_FHIR_BASE_URL: 'https://epicproxy.lakeside.example.org/APIProxyPRD/api/FHIR/R4',
  })
  const trying = exampleSite(({ epic }) => {
    delete epic['fhirBaseUrl']
    epic['environment'] = 'sandbox'
  })
  const environment = brokerEnvironment(trying, resources)
  expect(environment).not.toHaveProperty('EPIC_FHIR_BASE_URL')
  expect(readBrokerConfig({ ...environment, ...elsewhere }).epic.fhirBaseUrl).toBe(
    'https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4',
  )
})

it('names keys and holds none (R5, R74)', () => {
  const environment = brokerEnvironment(exampleSite(), resources)
  expect(environment['SIGNING_KEY']).toBe(`kms:${resources.signingKeys[0]}`)
  expect(environment['CALL_TOKEN_KEY']).toBe(`kms:${resources.callTokenKey}`)
  expect(environment).not.toHaveProperty('SIGNING_KEY_OTHER')
})

it('publishes the second key of a rotation, which does not sign (R8)', () => {
  const environment = brokerEnvironment(exampleSite(), { ...resources, signingKeys: ['arn:new', 'arn:old'] })
  expect(environment).toMatchObject({ SIGNING_KEY: 'kms:arn:new', SIGNING_KEY_OTHER: 'kms:arn:old' })
})

it('leaves the Region to Lambda, which sets it and lets nobody else', () => {
  expect(brokerEnvironment(exampleSite(), resources)).not.toHaveProperty('AWS_REGION')
})

it('frames the softphone of the site and asks its own origin and the identity provider', () => {
  expect(siteOrigins(exampleSite())).toEqual({
    broker: 'https://agent-widget.lakeside.example.org',
    identityProvider: 'https://login.lakeside.example.org',
    otherSignInOrigins: [],
    ccp: 'https://lakeside.my.connect.aws',
  })
})

it.each([
  ['a site that says nothing of it', {}, 'preferred_username'],
  [
    'a site of Cognito',
    { usernameClaim: 'username', scope: 'openid profile', otherOrigins: ['https://lakeside.auth.example.com'] },
    'username',
  ],
  [
    'a site of Entra',
    { resource: 'left-out', scope: 'openid profile offline_access api://broker/search' },
    'preferred_username',
  ],
])('signs agents in as their provider wants it, in widget and broker alike, for %s', (_, agents, claim) => {
  const site = exampleSite((json) => Object.assign(json.agents, agents))
  const widget = readConfig(widgetConfig(site))
  const broker = readBrokerConfig({ ...brokerEnvironment(site, resources), ...elsewhere })
  expect(isConfig(widget) && widget).toMatchObject({
    signIn: { scope: 'openid profile offline_access', resource: 'sent', usernameClaim: claim, ...agents },
  })
  // The headers of the deployed page, and those of a page that somebody serves with the same config.json.
  const others = 'otherOrigins' in agents ? agents.otherOrigins : []
  expect(siteOrigins(site).otherSignInOrigins).toEqual(others)
  expect(widgetOriginsOf(widget as WidgetConfig).otherSignInOrigins).toEqual(others)
  expect(broker.agents.usernameClaim).toBe(claim)
})

it('asks Epic alone where agents sign in there, each of its origins once, and no broker (R32)', () => {
  const issuers = ['https://epic.example.org/PRD/api/FHIR/R4', 'https://epic.example.org/TST/api/FHIR/R4']
  expect(siteOrigins(launchSite(({ widget }) => (widget.settings.launch['issuers'] = issuers)))).toEqual({
    epic: ['https://epic.example.org'],
    ccp: 'https://lakeside.my.connect.aws',
    framedBy: ['https://hyperspace.lakeside.example.org'],
  })
})
