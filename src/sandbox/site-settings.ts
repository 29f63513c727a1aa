import { readVerification } from '../broker/verification-setting.ts'
import { INSTANCE_ID, INSTANCE_REGION } from './connect-instance/instance-ids.ts'
import { hospitalZone } from './epic/appointments/hospital-time.ts'
import type { WidgetOrigins } from '../response-headers.ts'

/** Where each party of one sandbox answers. */
export interface SandboxOrigins {
  readonly controlRoom: string
  readonly widget: string
  readonly ccp: string
  readonly broker: string
  readonly epic: string
  readonly idp: string
  readonly connectApi: string
  readonly kms: string
}

/** What the hospital decided for its widget and broker: the settings an administrator would write. */
export interface SitePolicySettings {
  /**
   * How agents sign in and search: by the hospital's provider and the broker, with their own Epic log-in, or, in a
   * laboratory, with Epic's system token from the door that `npm run laboratory` opens.
   */
  readonly mode: 'call-scoped' | 'launch' | 'direct'
  /** Where that door answers, for the mode `direct`. */
  readonly laboratoryTokenUrl: string
  /** By commas: origins of the provider's endpoints where they do not stand at its issuer's. */
  readonly otherSignInOrigins: string
  readonly phoneSearch: 'allowed' | 'refused'
  readonly lookupStartsOn: 'accepted' | 'ringing'
  readonly outboundLookup: 'refused' | 'allowed'
  readonly otherChannels: 'refused' | 'allowed'
  readonly appointments: 'shown' | 'hidden'
  readonly certainMatch: 'asked' | 'not-asked'
  /** By commas, as in `SITE_SEARCH_SETS`. */
  readonly searchSets: string
  /** As in `SITE_VERIFICATION`. */
  readonly verification: string
  readonly pick: 'button' | 'row'
  /** By commas, as in `SITE_OWN_NUMBERS`. */
  readonly ownNumbers: string
  readonly emergency: 'refused' | 'allowed'
  readonly budgetPerContact: number
  readonly budgetPerHour: number
  readonly budgetPerDay: number
}

export const ordinaryPolicy: SitePolicySettings = {
  mode: 'call-scoped',
  laboratoryTokenUrl: 'http://127.0.0.1:4410/token',
  otherSignInOrigins: '',
  phoneSearch: 'allowed',
  lookupStartsOn: 'accepted',
  outboundLookup: 'refused',
  otherChannels: 'refused',
  appointments: 'shown',
  certainMatch: 'asked',
  searchSets: 'name-and-birth-date,name-sex-and-telephone,record-number',
  verification: 'birth-date, name',
  pick: 'button',
  ownNumbers: '+16085550100',
  emergency: 'refused',
  // Far more than a hospital allows: a visitor who plays for an hour is no misuse. The broker's own are 5, 40 and 200.
  budgetPerContact: 20,
  budgetPerHour: 2_000,
  budgetPerDay: 10_000,
}

/** The key by which the broker proves itself to Epic: it lies in the played KMS, as a hospital's does. */
export const signingKeyAlias = 'alias/agent-widget-signing'
/** The key from which the deployed broker's instances draw the key of call tokens. */
export const callTokenKeyAlias = 'alias/agent-widget-call-tokens'
export const epicClientId = 'sandbox-agent-widget-backend'
/** Where `npm run preview` serves the widget; the parties let it in as they do the widget's own origin. */
export const previewOrigin = 'http://localhost:4173'
const agentClientId = 'agent-widget'
/** The client that the hospital registered in Epic for agents who have an Epic log-in. */
export const launchClientId = 'sandbox-agent-widget-launch'
/** How numbers stand in the played Epic: for whoever asks it. To the broker the widget sends a number once, as E.164. */
const epicFormats = ['dashed', 'e164']
const recordNumbers = { system: 'urn:oid:1.2.840.114350.1.13.999.1.7.5.737384.14', label: 'Record number' }

/** The path of Epic's FHIR base and of the page a screen pop opens. */
const fhirPath = '/interconnect/api/FHIR/R4'
const chartTemplate = '/hyperspace/chart?patient={fhirId}'

/** What the widget reads from `/config.json`. */
export function widgetConfig(origins: SandboxOrigins, policy: SitePolicySettings) {
  return {
    site: { name: 'Lakeside Health', isSandbox: true, timeZone: hospitalZone, locales: ['es-US'] },
    connect: { ccpUrl: `${origins.ccp}/ccp-v2/` },
    ...modeSettings(origins, policy),
    lookup: { startsOn: policy.lookupStartsOn },
    search: {
      phone: policy.phoneSearch,
      phoneFormats: policy.mode === 'call-scoped' ? ['e164'] : epicFormats,
      country: 'US',
      recordNumberSystems: [recordNumbers],
      outbound: policy.outboundLookup,
      otherChannels: policy.otherChannels,
      appointments: policy.appointments,
      certainMatch: policy.certainMatch,
      sets: policy.searchSets.split(','),
      ownNumbers: listed(policy.ownNumbers),
    },
    verification: { ...readVerification(policy.verification), pick: policy.pick },
    // Without a broker nobody writes its reason down, so the widget takes no other setting then.
    emergency: policy.mode === 'call-scoped' ? policy.emergency : 'refused',
    screenPop: { template: `${origins.epic}${chartTemplate}`, schemes: [new URL(origins.epic).protocol.slice(0, -1)] },
  }
}

function modeSettings(origins: SandboxOrigins, policy: SitePolicySettings) {
  if (policy.mode === 'launch') return launchSettings(origins)
  return policy.mode === 'direct' ? directSettings(origins, policy) : callScopedSettings(origins, policy)
}

function callScopedSettings(origins: SandboxOrigins, { otherSignInOrigins }: SitePolicySettings) {
  return {
    mode: 'call-scoped',
    signIn: {
      issuer: origins.idp,
      otherOrigins: listed(otherSignInOrigins),
      clientId: agentClientId,
      audience: origins.broker,
    },
    broker: { url: origins.broker },
  }
}

function listed(text: string): readonly string[] {
  return text.split(',').filter((entry) => entry !== '')
}

function launchSettings(origins: SandboxOrigins) {
  return {
    mode: 'launch',
    launch: { issuers: [`${origins.epic}${fhirPath}`], clientId: launchClientId, framedBy: [origins.epic] },
  }
}

function directSettings({ epic }: SandboxOrigins, { laboratoryTokenUrl }: SitePolicySettings) {
  return {
    mode: 'direct',
    direct: {
      isLaboratory: true,
      fhirBaseUrl: `${epic}${fhirPath}`,
      tokenUrl: laboratoryTokenUrl,
      agent: { username: 'dana.rivera', name: 'Dana Rivera' },
    },
  }
}

/** Whom the widget's page may talk to, in the site's mode. */
export function widgetOrigins(
  { broker, idp, epic, ccp }: SandboxOrigins,
  { mode, laboratoryTokenUrl, otherSignInOrigins }: SitePolicySettings,
): WidgetOrigins {
  if (mode === 'launch') return { ccp, epic: [epic], framedBy: [epic] }
  if (mode === 'direct') return { ccp, epic: [epic, new URL(laboratoryTokenUrl).origin] }
  return { ccp, broker: new URL(broker).origin, identityProvider: idp, otherSignInOrigins: listed(otherSignInOrigins) }
}

/** The environment that the real broker is started with; it reads it as it would at a hospital. */
export function brokerEnvironment(
  origins: SandboxOrigins,
  policy: SitePolicySettings,
  secrets: { readonly callTokenKey: string },
): Record<string, string> {
  return {
    BROKER_URL: origins.broker,
    PORT: new URL(origins.broker).port,
    ALLOWED_ORIGINS: `${origins.widget},${previewOrigin}`,
    AGENT_ISSUER: origins.idp,
    AGENT_AUDIENCE: origins.broker,
    AGENT_CLIENT_ID: agentClientId,
    AGENT_USERNAME_CLAIM: 'preferred_username',
    AGENT_TOKEN_TYPE: 'at+jwt',
    CONNECT_INSTANCE_ID: INSTANCE_ID,
    AWS_REGION: INSTANCE_REGION,
    CONNECT_ENDPOINT: origins.connectApi,
    EPIC_FHIR_BASE_URL: `${origins.epic}${fhirPath}`,
    EPIC_CLIENT_ID: epicClientId,
    EPIC_ENVIRONMENT: 'non-production',
    SIGNING_KEY: `kms:${signingKeyAlias}`,
    KMS_ENDPOINT: origins.kms,
    CALL_TOKEN_KEY: secrets.callTokenKey,
    SITE_PHONE_SEARCH: policy.phoneSearch,
    SITE_PHONE_FORMATS: epicFormats.join(','),
    SITE_COUNTRY: 'US',
    SITE_RECORD_NUMBER_SYSTEMS: `${recordNumbers.system}|${recordNumbers.label}`,
    OUTBOUND_LOOKUP: policy.outboundLookup,
    OTHER_CHANNELS_LOOKUP: policy.otherChannels,
    SITE_APPOINTMENTS: policy.appointments,
    SITE_CERTAIN_MATCH: policy.certainMatch,
    SITE_SEARCH_SETS: policy.searchSets,
    SITE_VERIFICATION: policy.verification,
    SITE_EMERGENCY: policy.emergency,
    SITE_OWN_NUMBERS: policy.ownNumbers,
    BUDGET_PER_CONTACT: String(policy.budgetPerContact),
    BUDGET_PER_HOUR: String(policy.budgetPerHour),
    BUDGET_PER_DAY: String(policy.budgetPerDay),
  }
}
