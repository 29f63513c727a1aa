import * as v from 'valibot'
import { possibleSets, type SitePolicy } from '../domain/site-policy.ts'
import { ordinaryVerification } from '../domain/verification-policy.ts'
import { type KeyReference, readKeyReference } from '../smart/key-reference.ts'
import { environmentSchema, isLoopback } from './environment.ts'
import type { SecretSource } from './site-secret.ts'
import { epicContradictions, mayHavePatients, withEpicEnvironment } from './epic-environment.ts'

/** What the broker has to know of its site. Read at the door only; everything below is handed this value. */
export interface BrokerConfig {
  /** The public URL of the broker, without a closing slash. */
  readonly url: string
  readonly port: number
  /** The origins whose pages may call. Exact: no wildcard, no pattern (R25). */
  readonly allowedOrigins: readonly string[]
  readonly agents: AgentConfig
  readonly connect: ConnectConfig
  readonly epic: EpicConfig
  readonly signingKeys: SigningKeyConfig
  readonly policy: SitePolicy
  /** Whether agents may see the appointments of the patients they found. */
  readonly appointments: 'shown' | 'hidden'
  /** Whether Epic is asked, beside a search by name, if it is certain who is meant. */
  readonly certainMatch: 'asked' | 'not-asked'
  /** Minutes after the end of a contact in which its agent may still search; 0 to 15 (R15). */
  readonly afterCallMinutes: number
  readonly budgets: Budgets
  /** For how many contacts an agent may search in an hour though Connect cannot be asked, where emergencies are allowed. */
  readonly emergenciesPerHour: number
  /** The key of call tokens (HS256), from which the ledger's are drawn too; null makes a random one for this process. */
  readonly callTokenKey: SecretSource | null
  /** Where the budgets are kept; null is the memory of this process. */
  readonly ledger: LedgerTable | null
  /** `stdout`, or the path of a file that is appended to. */
  readonly auditLog: string
}

/** How agents prove who they are: the identity provider and what its access tokens hold. */
export interface AgentConfig {
  readonly issuer: string
  readonly audience: string
  readonly clientId: string
  /** The claim that holds the user name the agent has in Connect. */
  readonly usernameClaim: string
  /** The `typ` of access tokens: `at+jwt` by RFC 9068, `JWT` at providers that do not follow it, `none` where none may be. */
  readonly tokenType: string
  /** The claim that names the client; null takes `client_id` and `azp`. */
  readonly clientClaim: string | null
}

export interface ConnectConfig {
  readonly instanceId: string
  readonly region: string
  /** Another address for the Connect API, for the sandbox; null is Amazon's own. */
  readonly endpoint: string | null
  /** How often DescribeContact may be asked in a second. */
  readonly mostPerSecond: number
}

export interface EpicConfig {
  readonly fhirBaseUrl: string
  /** Null reads it from the SMART configuration. */
  readonly tokenUrl: string | null
  readonly clientId: string
  readonly mostConcurrent: number
  readonly mostPerSecond: number
}

/** Where the keys lie by which the broker proves itself to Epic. */
export interface SigningKeyConfig {
  readonly signing: KeyReference
  /** A second key that is published and does not sign, for a rotation (R8). */
  readonly other: KeyReference | null
  /** The region of keys whose reference does not say it. */
  readonly region: string
  /** Another address for KMS, for the sandbox; null is Amazon's own. */
  readonly endpoint: string | null
}

/** A DynamoDB table that several processes share. */
export interface LedgerTable {
  readonly table: string
  /** Another address for DynamoDB, for the sandbox; null is Amazon's own. */
  readonly endpoint: string | null
}

/** How many searches may be made: of one contact, and by one agent in an hour and in a day (R21). */
export interface Budgets {
  readonly perContact: number
  readonly perHour: number
  readonly perDay: number
}

/** Settings that cannot be used. The message names each with what is wanted, and shows no value (R83). */
export class BrokerConfigError extends Error {
  override readonly name = 'BrokerConfigError'
  /** The names of the settings to mend. */
  readonly settings: readonly string[]

  constructor(faults: ReadonlyMap<string, string>) {
    const lines = [...faults].map(([name, wanted]) => `  ${name}: ${wanted}`)
    super(`These settings of the broker have to be mended:\n${lines.join('\n')}`)
    this.settings = [...faults.keys()]
  }
}

/**
 * Reads the broker's settings from environment variables; an empty variable counts as absent.
 *
 * Throws `BrokerConfigError` with every bad setting at once. Plain http is taken for loopback hosts only, and neither it
 * nor a played AWS where the broker itself stands on another host or `NODE_ENV` is `production` (R4). Wherever patients
 * could stand behind it, keys lie in KMS and in no file (R5, `mayHavePatients`).
 */
export function readBrokerConfig(env: Readonly<Record<string, string | undefined>>): BrokerConfig {
  const given = withEpicEnvironment(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== '')),
  )
  const parsed = v.safeParse(environmentSchema, given)
  const faults = new Map(
    (parsed.issues ?? []).map((issue) => [v.getDotPath(issue) ?? 'settings', wantedBy(issue)] as const),
  )
  for (const [name, wanted] of [...epicContradictions(given), ...shortCuts(given)]) faults.set(name, wanted)
  if (!parsed.success || faults.size > 0) throw new BrokerConfigError(faults)

  const settings = parsed.output
  return {
    url: settings.BROKER_URL,
    port: settings.PORT,
    allowedOrigins: settings.ALLOWED_ORIGINS,
    agents: {
      issuer: settings.AGENT_ISSUER,
      audience: settings.AGENT_AUDIENCE,
      clientId: settings.AGENT_CLIENT_ID,
      usernameClaim: settings.AGENT_USERNAME_CLAIM,
      tokenType: settings.AGENT_TOKEN_TYPE,
      clientClaim: settings.AGENT_CLIENT_CLAIM ?? null,
    },
    connect: {
      instanceId: settings.CONNECT_INSTANCE_ID,
      region: settings.AWS_REGION,
      endpoint: settings.CONNECT_ENDPOINT ?? null,
      mostPerSecond: settings.CONNECT_MOST_PER_SECOND,
    },
    epic: {
      fhirBaseUrl: settings.EPIC_FHIR_BASE_URL,
      tokenUrl: settings.EPIC_TOKEN_URL ?? null,
      clientId: settings.EPIC_CLIENT_ID,
      mostConcurrent: settings.EPIC_MOST_CONCURRENT,
      mostPerSecond: settings.EPIC_MOST_PER_SECOND,
    },
    signingKeys: {
      signing: settings.SIGNING_KEY,
      other: settings.SIGNING_KEY_OTHER ?? null,
      region: settings.AWS_REGION,
      endpoint: settings.KMS_ENDPOINT ?? null,
    },
    policy: {
      phoneSearch: settings.SITE_PHONE_SEARCH,
      phoneFormats: settings.SITE_PHONE_FORMATS,
      country: settings.SITE_COUNTRY,
      recordNumberSystems: settings.SITE_RECORD_NUMBER_SYSTEMS ?? [],
      outboundLookup: settings.OUTBOUND_LOOKUP,
      searchSets: settings.SITE_SEARCH_SETS ?? possibleSets(settings.SITE_RECORD_NUMBER_SYSTEMS ?? []),
      verification: settings.SITE_VERIFICATION ?? ordinaryVerification,
      emergency: settings.SITE_EMERGENCY,
      otherChannels: settings.OTHER_CHANNELS_LOOKUP,
      ownNumbers: settings.SITE_OWN_NUMBERS ?? [],
    },
    appointments: settings.SITE_APPOINTMENTS,
    certainMatch: settings.SITE_CERTAIN_MATCH,
    afterCallMinutes: settings.AFTER_CALL_MINUTES,
    budgets: {
      perContact: settings.BUDGET_PER_CONTACT,
      perHour: settings.BUDGET_PER_HOUR,
      perDay: settings.BUDGET_PER_DAY,
    },
    emergenciesPerHour: settings.EMERGENCIES_PER_HOUR,
    callTokenKey: settings.CALL_TOKEN_KEY ?? null,
    ledger: settings.LEDGER === null ? null : { table: settings.LEDGER, endpoint: settings.LEDGER_ENDPOINT ?? null },
    auditLog: settings.AUDIT_LOG,
  }
}

/** Our own messages say what is wanted; valibot's would quote the value, so none of those is used. */
function wantedBy(issue: v.BaseIssue<unknown>): string {
  if (issue.received === 'undefined') return 'is missing'
  return issue.kind === 'schema' ? 'has another form' : issue.message
}

/** What eases development and must not be taken where patients are: each setting, with what is wanted (R4, R5). */
function shortCuts(given: Readonly<Record<string, string | undefined>>): [string, string][] {
  const isProduction = given['NODE_ENV'] === 'production'
  const own = given['BROKER_URL'] ?? ''
  const isPublic = URL.canParse(own) && !isLoopback(new URL(own).hostname)
  const faults: [string, string][] = []

  if (isProduction || isPublic) {
    for (const name of ['BROKER_URL', 'ALLOWED_ORIGINS', 'AGENT_ISSUER', 'EPIC_FHIR_BASE_URL', 'EPIC_TOKEN_URL']) {
      if (/(?:^|,)\s*http:/i.test(given[name] ?? '')) faults.push([name, 'wants https in production'])
    }
    for (const name of ['CONNECT_ENDPOINT', 'KMS_ENDPOINT', 'LEDGER_ENDPOINT']) {
      if (given[name] !== undefined) faults.push([name, 'is for the sandbox, not for production'])
    }
  }
  if (isProduction || mayHavePatients(given, isPublic)) {
    for (const name of ['SIGNING_KEY', 'SIGNING_KEY_OTHER']) {
      const key = given[name]
      if (key !== undefined && readKeyReference(key)?.kind === 'file') {
        faults.push([name, 'wants a key in KMS in production, which this is unless EPIC_ENVIRONMENT says otherwise'])
      }
    }
  }
  return faults
}
