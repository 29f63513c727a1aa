import { type CallScopedSite, isCallScoped } from '../../src/infra/site.ts'
import { brokerEnvironment, siteOrigins, widgetConfig, widgetOrigin } from '../../src/infra/site-settings.ts'
import { readKeyReference } from '../../src/smart/key-reference.ts'
import { createFactCollector, ordinarySignIn } from './collect-facts.ts'
import type { Facts, SetUp, SettingNames } from './facts.ts'
import { readBrokerLeniently } from './lenient-broker.ts'
import { readSiteLeniently } from './lenient-site.ts'

/** How the settings are called in a site file. */
export const siteNames: SettingNames = {
  widget: 'widget.domain',
  allowedOrigins: 'widget.domain',
  ccp: 'connect.ccpUrl',
  broker: 'widget.domain and api.domain',
  issuer: 'agents.issuer',
  otherOrigins: 'agents.otherOrigins',
  audience: 'agents.audience',
  agentClient: 'agents.clientId',
  usernameClaim: 'agents.usernameClaim',
  tokenType: 'broker.AGENT_TOKEN_TYPE',
  scope: 'agents.scope',
  resource: 'agents.resource',
  instance: 'connect.instanceId',
  region: 'region',
  fhirBase: 'epic.fhirBaseUrl',
  tokenUrl: 'broker.EPIC_TOKEN_URL',
  epicClient: 'epic.clientId',
  signingKey: 'epic.signingKeys',
  phoneSearch: 'widget.settings.search.phone',
  phoneFormats: 'broker.SITE_PHONE_FORMATS',
  searchSets: 'widget.settings.search.sets',
  recordNumbers: 'widget.settings.search.recordNumberSystems',
  appointments: 'widget.settings.search.appointments',
  certainMatch: 'widget.settings.search.certainMatch',
  launchIssuers: 'widget.settings.launch.issuers',
  launchScope: 'widget.settings.launch.scope',
}

const usedParts = ['region', 'widget', 'connect', 'agents', 'epic', 'broker'] as const

/**
 * Reads a site with a broker from the file that it is deployed from.
 *
 * The key that signs for Epic is not among its facts: its policy lets nobody but the broker's function sign (decision 14).
 * `SIGNING_KEY` of the environment names another, such as that of a test system.
 */
export function readSiteSetUp(json: unknown, env: Readonly<Record<string, string | undefined>>): SetUp {
  const { site, faults, isBad } = readSiteLeniently(json, { example: 'site.example.json', usedParts, fit: withApi })
  if (!isCallScoped(site)) throw new TypeError('A site with a broker was read as one without')
  const resources = { signingKeys: ['alias/unset'], callTokenKey: 'alias/unset', ledgerTable: 'unset' }
  const { config } = readBrokerLeniently({ ...brokerEnvironment(site, resources), AWS_REGION: site.region })
  const { facts, lacking, put, lack } = createFactCollector(isBad)

  put('widgetOrigin', ['widget.domain'], () => widgetOrigin(site))
  const ofHeaders = ['widget.domain', 'widget.framedBy', 'agents.issuer', siteNames.otherOrigins, 'connect.ccpUrl']
  put('widgetOrigins', ofHeaders, () => siteOrigins(site))
  put('widgetSettings', ['widget', 'agents', 'connect.ccpUrl'], () => widgetConfig(site))
  put('ccpUrl', ['connect.ccpUrl'], () => site.connect.ccpUrl)
  put('brokerUrl', ['widget.domain'], () => config.url)
  const { usernameClaim, tokenType } = siteNames
  put('agents', ['agents.issuer', 'agents.audience', 'agents.clientId', usernameClaim, tokenType], () => config.agents)
  put('signIn', [siteNames.scope, siteNames.resource], () => signInOf(site))
  put('connect', ['connect.instanceId', 'region'], () => config.connect)
  put('epic', ['epic.environment', 'epic.fhirBaseUrl', 'epic.clientId', 'broker.EPIC_TOKEN_URL'], () => config.epic)
  put('policy', ['widget.settings.search', siteNames.phoneFormats], () => config.policy)
  put('appointments', [siteNames.appointments], () => config.appointments)
  put('certainMatch', [siteNames.certainMatch], () => config.certainMatch)
  lack('launchIssuers', 'agents of this site do not sign in to Epic')

  const signing = readKeyReference(env['SIGNING_KEY'] ?? '')
  if ((env['SIGNING_KEY'] ?? '') === '' || signing === null) {
    lack('signingKeys', 'the key in KMS signs for the broker alone, not for you: look at the alarm EpicSetUp instead')
  } else put('signingKeys', ['region'], () => ({ signing, other: null, region: site.region, endpoint: null }))

  return { kind: 'site', faults, facts, lacking, names: siteNames }
}

/** The example's own certificate is of the example's Region. */
function withApi(draft: Record<string, unknown>): Record<string, unknown> {
  const certificateArn = `arn:aws:acm:${String(draft['region'])}:111122223333:certificate/unset`
  return { ...draft, api: { domain: 'api.invalid.example.org', certificateArn } }
}

function signInOf({ agents: { scope, resource } }: CallScopedSite): Facts['signIn'] {
  return { scope: scope ?? ordinarySignIn.scope, resource: resource ?? ordinarySignIn.resource }
}
