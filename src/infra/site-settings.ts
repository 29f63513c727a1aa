import type { WidgetOrigins } from '../response-headers.ts'
import { type CallScopedSite, isCallScoped, type LaunchSite, type Site } from './site.ts'

/** The widget's stack lies where CloudFront reads certificates and firewalls. */
export const widgetRegion = 'us-east-1'

/** The output of the widget's stack that a release reads. */
export const bucketOutput = 'WidgetBucket'

/** The name of the stack that holds a site's widget. */
export function widgetStackName(site: Pick<Site, 'id'>): string {
  return `AgentWidget-${site.id}`
}

/** The name of the stack that holds a site's broker. */
export function brokerStackName(site: Pick<Site, 'id'>): string {
  return `AgentWidgetBroker-${site.id}`
}

/** What exists only once the stack does: the names by which the broker finds its keys and its table. */
export interface BrokerResources {
  /** ARNs of the keys that sign assertions, the one in use first. */
  readonly signingKeys: readonly string[]
  /** ARN of the KMS key from which the key of call tokens is drawn. */
  readonly callTokenKey: string
  readonly ledgerTable: string
}

/** The broker stands under the widget's own origin, so that nothing it answers is cross-origin. */
export const apiPath = '/api'

/** The widget's origin, which is the broker's too. */
export function widgetOrigin(site: Site): string {
  return `https://${site.widget.domain}`
}

/** The origins that a site's widget talks to, for its headers. */
export function siteOrigins(site: Site): WidgetOrigins {
  const ccp = new URL(site.connect.ccpUrl).origin
  if (!isCallScoped(site)) return { epic: epicOrigins(site), ccp, framedBy: site.widget.framedBy }
  const { issuer, otherOrigins } = site.agents
  const identityProvider = new URL(issuer).origin
  return { broker: widgetOrigin(site), identityProvider, otherSignInOrigins: otherOrigins, ccp }
}

/** Epic answers FHIR, tokens and keys at one origin each (auth/smart-launch.ts). */
function epicOrigins({ widget }: LaunchSite): readonly string[] {
  return [...new Set(widget.settings.launch.issuers.map((issuer) => new URL(issuer).origin))]
}

/** What `/config.json` holds at this site: the administrator's settings, and what follows from the rest of the file. */
export function widgetConfig(site: Site): unknown {
  return isCallScoped(site) ? callScopedConfig(site) : launchConfig(site)
}

function launchConfig({ connect, widget: { settings, framedBy } }: LaunchSite) {
  return { ...settings, connect: { ccpUrl: connect.ccpUrl }, launch: { ...settings.launch, framedBy } }
}

function callScopedConfig(site: CallScopedSite) {
  const { agents, connect, widget } = site
  return {
    ...widget.settings,
    connect: { ccpUrl: connect.ccpUrl },
    signIn: signInSettings(agents),
    broker: { url: `${widgetOrigin(site)}${apiPath}` },
    search: { phoneFormats: ['e164'], ...widget.settings.search },
  }
}

/** How agents sign in, for the widget; what the site does not say is left to it. */
function signInSettings(agents: CallScopedSite['agents']) {
  const { issuer, otherOrigins, clientId, audience, scope, resource, usernameClaim } = agents
  return {
    issuer,
    otherOrigins,
    clientId,
    audience,
    ...(scope === undefined ? {} : { scope }),
    ...(resource === undefined ? {} : { resource }),
    usernameClaim,
  }
}

/**
 * The environment of the broker's function, by the names of docs/settings.md.
 *
 * What the site's file says once for widget and broker is written out here. `AWS_REGION` is missing: Lambda sets it.
 * No value is a secret: keys are named, never held.
 */
export function brokerEnvironment(site: CallScopedSite, resources: BrokerResources): Record<string, string> {
  const [signing = '', other] = resources.signingKeys
  return {
    ...site.broker,
    NODE_ENV: 'production',
    BROKER_URL: `${widgetOrigin(site)}${apiPath}`,
    ALLOWED_ORIGINS: widgetOrigin(site),
    AGENT_ISSUER: site.agents.issuer,
    AGENT_AUDIENCE: site.agents.audience,
    AGENT_CLIENT_ID: site.agents.clientId,
    AGENT_USERNAME_CLAIM: site.agents.usernameClaim,
    CONNECT_INSTANCE_ID: site.connect.instanceId,
    EPIC_ENVIRONMENT: site.epic.environment,
    ...(site.epic.fhirBaseUrl === undefined ? {} : { EPIC_FHIR_BASE_URL: site.epic.fhirBaseUrl }),
    EPIC_CLIENT_ID: site.epic.clientId,
    SIGNING_KEY: `kms:${signing}`,
    ...(other === undefined ? {} : { SIGNING_KEY_OTHER: `kms:${other}` }),
    CALL_TOKEN_KEY: `kms:${resources.callTokenKey}`,
    LEDGER: `dynamodb:${resources.ledgerTable}`,
    AUDIT_LOG: 'stdout',
    ...policyVariables(site),
  }
}

/** What the widget's settings say of searching and opening, as the broker reads it. */
function policyVariables({ widget: { settings } }: CallScopedSite): Record<string, string> {
  const { search, verification, emergency } = settings
  const systems = search.recordNumberSystems.map(({ system, label }) => `${system}|${label}`)
  return {
    SITE_PHONE_SEARCH: search.phone,
    SITE_COUNTRY: search.country,
    ...(systems.length === 0 ? {} : { SITE_RECORD_NUMBER_SYSTEMS: systems.join(',') }),
    ...(search.sets === undefined ? {} : { SITE_SEARCH_SETS: search.sets.join(',') }),
    ...(search.ownNumbers.length === 0 ? {} : { SITE_OWN_NUMBERS: search.ownNumbers.join(',') }),
    ...(verification === undefined ? {} : { SITE_VERIFICATION: inOneLine(verification) }),
    SITE_EMERGENCY: emergency,
    SITE_APPOINTMENTS: search.appointments,
    SITE_CERTAIN_MATCH: search.certainMatch,
    OUTBOUND_LOOKUP: search.outbound,
    OTHER_CHANNELS_LOOKUP: search.otherChannels,
  }
}

function inOneLine({
  required,
  atLeast,
  of,
}: NonNullable<CallScopedSite['widget']['settings']['verification']>): string {
  const all = required.join(', ')
  return of.length === 0 ? all : `${all}; ${atLeast} of ${of.join(', ')}`
}
