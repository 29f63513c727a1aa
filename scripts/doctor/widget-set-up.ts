import { isConfig, readConfig, type WidgetConfig } from '../../src/config.ts'
import { widgetOriginsOf } from '../widget-origins.ts'
import { createFactCollector, type FactCollector, ordinarySignIn } from './collect-facts.ts'
import type { SetUp, SettingNames } from './facts.ts'
import { type LenientBroker, readBrokerLeniently } from './lenient-broker.ts'
import { disagreements } from './disagreements.ts'
import { lackBroker } from './without-broker.ts'

const names: SettingNames = {
  widget: '--widget or ALLOWED_ORIGINS',
  allowedOrigins: 'ALLOWED_ORIGINS',
  ccp: 'connect.ccpUrl',
  broker: 'BROKER_URL',
  issuer: 'AGENT_ISSUER',
  otherOrigins: 'signIn.otherOrigins',
  audience: 'AGENT_AUDIENCE',
  agentClient: 'AGENT_CLIENT_ID',
  usernameClaim: 'AGENT_USERNAME_CLAIM',
  tokenType: 'AGENT_TOKEN_TYPE',
  scope: 'signIn.scope',
  resource: 'signIn.resource',
  instance: 'CONNECT_INSTANCE_ID',
  region: 'AWS_REGION',
  fhirBase: 'EPIC_FHIR_BASE_URL',
  tokenUrl: 'EPIC_TOKEN_URL',
  epicClient: 'EPIC_CLIENT_ID',
  signingKey: 'SIGNING_KEY',
  phoneSearch: 'SITE_PHONE_SEARCH and search.phone',
  phoneFormats: 'SITE_PHONE_FORMATS',
  searchSets: 'SITE_SEARCH_SETS and search.sets',
  recordNumbers: 'SITE_RECORD_NUMBER_SYSTEMS and search.recordNumberSystems',
  appointments: 'SITE_APPOINTMENTS and search.appointments',
  certainMatch: 'SITE_CERTAIN_MATCH and search.certainMatch',
  launchIssuers: 'launch.issuers',
  launchScope: 'launch.scope',
}

/**
 * Reads a site from the widget's settings and, where a broker takes part, the broker's environment: what an administrator
 * has who runs both without our deployment, or serves the widget alone (mode `launch`).
 *
 * @param widget Where the widget is served; null takes the first of `ALLOWED_ORIGINS`.
 */
export function readWidgetSetUp(
  json: unknown,
  env: Readonly<Record<string, string | undefined>>,
  widget: string | null,
): SetUp {
  const read = readConfig(json)
  const config = isConfig(read) ? read : null
  const widgetFaults = isConfig(read) ? [] : read.settings.map((name) => `${name}: wants what docs/settings.md says`)
  const mode = modeOf(json)
  const broker = mode === 'call-scoped' ? readBrokerLeniently(env) : null
  const isBad = (setting: string) => broker?.bad.has(setting) === true
  const collector = createFactCollector(isBad)

  putWidget(
    collector,
    json,
    config,
    widget ?? (isBad('ALLOWED_ORIGINS') ? null : (broker?.config.allowedOrigins[0] ?? null)),
  )
  if (broker !== null) putBroker(collector, broker)
  if (mode !== 'call-scoped') {
    lackBroker(collector, mode, env)
    if (widget === null)
      collector.lack('widgetOrigin', 'this file does not say where the widget is: say it with --widget')
  }

  const agreement = broker === null || config?.mode !== 'call-scoped' ? [] : disagreements(config, broker)
  const faults = [...widgetFaults, ...(broker?.faults ?? []), ...agreement]
  const { facts, lacking } = collector
  return { kind: 'widget', faults, facts, lacking, names: broker === null ? { ...names, widget: '--widget' } : names }
}

function putWidget({ put, lack }: FactCollector, json: unknown, config: WidgetConfig | null, widget: string | null) {
  put('widgetOrigin', [names.widget], () => widget)
  put('ccpUrl', ['connect.ccpUrl'], () => addressAt(json, 'connect', 'ccpUrl'))
  if (config === null) {
    lack('widgetOrigins', 'the widget’s settings have to be mended first')
    lack('widgetSettings', 'the widget’s settings have to be mended first')
  } else {
    put('widgetOrigins', [], () => widgetOriginsOf(config))
    put('widgetSettings', [], () => json)
  }
  put('signIn', [], () => (config?.mode === 'call-scoped' ? config.signIn : ordinarySignIn))
  if (config?.mode === 'launch') {
    put('launchIssuers', [], () => config.launch.issuers)
    put('launchScope', [], () => config.launch.scope ?? '')
  } else if (modeOf(json) === 'launch') lack('launchIssuers', 'the widget’s settings have to be mended first')
  else lack('launchIssuers', 'agents of this site do not sign in to Epic')
}

function putBroker({ put }: FactCollector, { config }: LenientBroker) {
  put('brokerUrl', ['BROKER_URL'], () => config.url)
  const ofAgents = ['AGENT_ISSUER', 'AGENT_AUDIENCE', 'AGENT_CLIENT_ID', 'AGENT_USERNAME_CLAIM', 'AGENT_TOKEN_TYPE']
  put('agents', ofAgents, () => config.agents)
  put('connect', ['CONNECT_INSTANCE_ID', 'AWS_REGION', 'CONNECT_ENDPOINT'], () => config.connect)
  put('epic', ['EPIC_FHIR_BASE_URL', 'EPIC_CLIENT_ID', 'EPIC_TOKEN_URL', 'EPIC_ENVIRONMENT'], () => config.epic)
  put('signingKeys', ['SIGNING_KEY', 'SIGNING_KEY_OTHER', 'AWS_REGION', 'KMS_ENDPOINT'], () => config.signingKeys)
  const ofPolicy = ['SITE_PHONE_SEARCH', 'SITE_PHONE_FORMATS', 'SITE_COUNTRY', 'SITE_RECORD_NUMBER_SYSTEMS']
  put('policy', [...ofPolicy, 'SITE_SEARCH_SETS'], () => config.policy)
  put('appointments', ['SITE_APPOINTMENTS'], () => config.appointments)
  put('certainMatch', ['SITE_CERTAIN_MATCH'], () => config.certainMatch)
}

function modeOf(json: unknown): 'launch' | 'direct' | 'call-scoped' {
  const mode = isObject(json) ? json['mode'] : undefined
  return mode === 'launch' || mode === 'direct' ? mode : 'call-scoped'
}

/** An address that may be asked: https, or this very machine; null for anything else. */
function addressAt(json: unknown, group: string, name: string): string | null {
  const found = isObject(json) ? json[group] : undefined
  const text = isObject(found) ? found[name] : undefined
  if (typeof text !== 'string' || !URL.canParse(text)) return null
  const { protocol, hostname } = new URL(text)
  const isLoopback = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1'
  return protocol === 'https:' || (protocol === 'http:' && isLoopback) ? text : null
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
