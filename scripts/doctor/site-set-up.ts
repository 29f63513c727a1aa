import { readFileSync } from 'node:fs'
import { type CallScopedSite, isCallScoped, SiteError, readSite } from '../../src/infra/site.ts'
import { brokerEnvironment, siteOrigins, widgetConfig, widgetOrigin } from '../../src/infra/site-settings.ts'
import { readKeyReference } from '../../src/smart/key-reference.ts'
import { settingFaults } from '../deploy/site-file.ts'
import { createFactCollector, ordinarySignIn } from './collect-facts.ts'
import type { Facts, SetUp, SettingNames } from './facts.ts'
import { readBrokerLeniently } from './lenient-broker.ts'

type JsonObject = Record<string, unknown>

const names: SettingNames = {
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
}

/** The parts of a site file that the checks read. The others say where it is deployed to, and are judged only. */
const usedParts = ['region', 'widget', 'connect', 'agents', 'epic', 'broker'] as const

/**
 * Reads a site from the file that it is deployed from.
 *
 * The key that signs for Epic is not among its facts: its policy lets nobody but the broker's function sign (decision 14).
 * `SIGNING_KEY` of the environment names another, such as that of a test system.
 */
export function readSiteSetUp(json: unknown, env: Readonly<Record<string, string | undefined>>): SetUp {
  const { site, faults } = readSiteLeniently(json)
  const isBad = (path: string) =>
    [...faults.keys()].some((bad) => bad === path || path.startsWith(`${bad}.`) || bad.startsWith(`${path}.`))
  const resources = { signingKeys: ['alias/unset'], callTokenKey: 'alias/unset', ledgerTable: 'unset' }
  const { config } = readBrokerLeniently({ ...brokerEnvironment(site, resources), AWS_REGION: site.region })
  const { facts, lacking, put, lack } = createFactCollector(isBad)

  put('widgetOrigin', ['widget.domain'], () => widgetOrigin(site))
  const ofHeaders = ['widget.domain', 'widget.framedBy', 'agents.issuer', names.otherOrigins, 'connect.ccpUrl']
  put('widgetOrigins', ofHeaders, () => siteOrigins(site))
  put('widgetSettings', ['widget', 'agents', 'connect.ccpUrl'], () => widgetConfig(site))
  put('ccpUrl', ['connect.ccpUrl'], () => site.connect.ccpUrl)
  put('brokerUrl', ['widget.domain'], () => config.url)
  const { usernameClaim, tokenType } = names
  put('agents', ['agents.issuer', 'agents.audience', 'agents.clientId', usernameClaim, tokenType], () => config.agents)
  put('signIn', [names.scope, names.resource], () => signInOf(site))
  put('connect', ['connect.instanceId', 'region'], () => config.connect)
  put('epic', ['epic.environment', 'epic.fhirBaseUrl', 'epic.clientId', 'broker.EPIC_TOKEN_URL'], () => config.epic)
  put('policy', ['widget.settings.search', names.phoneFormats], () => config.policy)
  put('appointments', [names.appointments], () => config.appointments)
  put('certainMatch', [names.certainMatch], () => config.certainMatch)
  lack('launchIssuers', 'agents of this site do not sign in to Epic')

  const signing = readKeyReference(env['SIGNING_KEY'] ?? '')
  if ((env['SIGNING_KEY'] ?? '') === '' || signing === null) {
    lack('signingKeys', 'the key in KMS signs for the broker alone, not for you: look at the alarm EpicSetUp instead')
  } else put('signingKeys', ['region'], () => ({ signing, other: null, region: site.region, endpoint: null }))

  return { kind: 'site', faults: [...faults].map(([name, wanted]) => `${name}: ${wanted}`), facts, lacking, names }
}

/** The site with what is wrong replaced by the example's, so that one bad setting hides no other; and what is wrong. */
function readSiteLeniently(json: unknown): { site: CallScopedSite; faults: ReadonlyMap<string, string> } {
  const withoutBroker = new SiteError(
    new Map([['widget.settings.mode', 'wants the rest of the file mended first: npm run synth -- SITE.json says how']]),
  )
  if (valueAt(json, 'widget.settings.mode') === 'launch') throw withoutBroker
  const faults = faultsIn(json)
  const example = JSON.parse(
    readFileSync(new URL('../../docs/site.example.json', import.meta.url), 'utf8'),
  ) as JsonObject
  const given = isObject(json) ? json : {}
  const used = Object.fromEntries(usedParts.flatMap((part) => (part in given ? [[part, given[part]]] : [])))
  const draft = structuredClone({ ...example, ...used })
  for (const path of faults.keys()) setAt(draft, path, valueAt(example, path))
  // The example's own certificate is of the example's Region.
  setAt(draft, 'api', {
    domain: 'api.invalid.example.org',
    certificateArn: `arn:aws:acm:${String(draft['region'])}:111122223333:certificate/unset`,
  })
  // What is wrong only beside a setting that was wrong itself, such as no address for an Epic of no kind.
  for (const path of faultsIn(draft).keys()) setAt(draft, path, valueAt(example, path))
  const site = readSite(draft)
  if (!isCallScoped(site)) throw withoutBroker
  return { site, faults: new Map([...faults, ...settingFaults(site)]) }
}

function faultsIn(json: unknown): ReadonlyMap<string, string> {
  try {
    readSite(json)
    return new Map()
  } catch (error) {
    if (!(error instanceof SiteError)) throw error
    const lines = error.message.split('\n').slice(1)
    return new Map(error.settings.map((name, place) => [name, (lines[place] ?? '').split(': ').slice(1).join(': ')]))
  }
}

function valueAt(json: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (isObject(value) ? value[key] : undefined), json)
}

/** Sets what stands at a path, or removes it for undefined; a path that leads nowhere changes nothing. */
function setAt(json: JsonObject, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const parent = valueAt(json, keys.join('.')) ?? (keys.length === 0 ? json : undefined)
  if (!isObject(parent)) return
  if (value === undefined) delete parent[last]
  else parent[last] = structuredClone(value)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null
}

function signInOf({ agents: { scope, resource } }: CallScopedSite): Facts['signIn'] {
  return { scope: scope ?? ordinarySignIn.scope, resource: resource ?? ordinarySignIn.resource }
}
