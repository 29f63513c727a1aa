import { Hono } from 'hono'
import { createFhirClient } from '../fhir/fhir-client.ts'
import { createBackendToken } from '../smart/backend-token.ts'
import { createDiscovery } from '../smart/discovery.ts'
import { createJwkSet, jwkSetMaxAge } from '../smart/jwk-set.ts'
import { createAgentIdentity } from './agent-identity.ts'
import { createAgentKeys } from './agent-keys.ts'
import { answerFailure, answering } from './answering.ts'
import { appointmentRoute } from './appointment-route.ts'
import { createAssignedContact } from './assigned-contact.ts'
import { type AuditSink, createAuditLog } from './audit-log.ts'
import { createCallTokens } from './call-token.ts'
import type { BrokerConfig } from './config.ts'
import { confirmationRoute } from './confirmation-route.ts'
import { createConnectPace } from './connect-pace.ts'
import { type ConnectApi, createConnectApi } from './connect-api.ts'
import { createConnectUsers } from './connect-users.ts'
import { type BrokerEnv, createDecisions } from './decisions.ts'
import { createEmergencyBudget } from './emergency-budget.ts'
import { createEpicThrottle } from './epic-throttle.ts'
import { fhirFacade } from './fhir-facade.ts'
import { createDynamoPages } from './dynamo-pages.ts'
import { type Ledger, createLedger } from './ledger.ts'
import { type LedgerPages, createMemoryPages } from './ledger-pages.ts'
import { createLiveContact } from './live-contact.ts'
import { matchRoute } from './match-route.ts'
import { pathBelow } from './path-below.ts'
import { rememberUsers } from './remembered-users.ts'
import { requestRules } from './request-rules.ts'
import { createSigningKeys } from './signing-keys.ts'
import { type SiteSecret, createSiteSecret } from './site-secret.ts'
import { tokenRoute } from './token-route.ts'

/** What a test or the sandbox hands in; a door needs none of it. */
export interface BrokerParts {
  /** For the identity provider and Epic. */
  readonly fetch?: typeof fetch
  readonly now?: () => number
  readonly audit?: AuditSink
  readonly ledger?: Ledger
  readonly connect?: ConnectApi
  /** Told of work that goes on beside an answer, for a door whose process stands still once it has answered. */
  readonly meanwhile?: (work: Promise<void>) => void
}

export interface Broker {
  readonly app: Hono
  /**
   * Loads the keys and the AWS SDK, so that no call waits for them, and tries the ledger and the audit log; rejects
   * where a key cannot be used, the ledger not be read or the log not be written.
   */
  ready(): Promise<void>
  /** Lets go of the connections to AWS. */
  close(): void
}

/** With the second that a search may wait for its turn, less than the eight that the widget gives the whole (R68). */
const epicBudgetMs = 6_500

/**
 * The broker of one site: call tokens for signed-in agents, and the FHIR facade they search Epic through.
 *
 * Starts nothing and asks nobody until a request comes. The paths stand in `request-rules.ts`.
 */
export function createBroker(config: BrokerConfig, parts: BrokerParts = {}): Broker {
  const { fetch: ask = fetch, now = Date.now, meanwhile = nothing } = parts
  const keys = createSigningKeys(config.signingKeys)
  const connect = parts.connect ?? createConnectApi(config.connect)
  const auditLog = createAuditLog(config.auditLog)
  const record = createDecisions(parts.audit ?? auditLog, now)
  const contacts = createLiveContact(connect, {
    outboundLookup: config.policy.outboundLookup,
    otherChannels: config.policy.otherChannels,
    ownNumbers: config.policy.ownNumbers,
    afterCallMinutes: config.afterCallMinutes,
    pace: createConnectPace({ mostPerSecond: config.connect.mostPerSecond, now }),
    now,
  })
  const assignedContact = createAssignedContact(contacts.liveContact, { now })
  const throttle = createEpicThrottle({ ...config.epic, now })
  const secret = createSiteSecret(config.callTokenKey, config.signingKeys)
  const pages = openPages(config, secret.current, now)
  const ledger = parts.ledger ?? createLedger(pages, config.budgets, now)
  const emergencies = createEmergencyBudget(pages, config.emergenciesPerHour, now)
  const connectUserId = createConnectUsers(connect, now)
  const users =
    config.policy.emergency === 'allowed'
      ? rememberUsers(connectUserId, { pages, now, meanwhile })
      : { connectUserId, inEmergency: connectUserId }
  const callTokens = createCallTokens(config.url, secret.current, now)
  const epicToken = createBackendToken({
    tokenUrl: tokenUrlOf(config, ask, now),
    clientId: config.epic.clientId,
    signingKey: async () => (await keys.current())[0],
    fetch: ask,
    now,
  })
  const fhirClient = createFhirClient({
    baseUrl: config.epic.fhirBaseUrl,
    accessToken: epicToken,
    fetch: ask,
    budgetMs: epicBudgetMs,
  })

  const facade = {
    brokerUrl: config.url,
    callTokens,
    assignedContact,
    ledger,
    emergencies,
    throttle,
    fhirClient,
    record,
  }

  const app = new Hono<BrokerEnv>({ getPath: pathBelow(config.url) })
    .use(answering)
    .use(requestRules(config.allowedOrigins))
    .get('/health', (c) => c.json({ status: 'ok' }))
    .get('/.well-known/jwks.json', async (c) =>
      c.json(createJwkSet(await keys.current()), 200, { 'cache-control': `public, max-age=${jwkSetMaxAge}` }),
    )
    .route(
      '/',
      tokenRoute({
        brokerUrl: config.url,
        verifyAgent: createAgentIdentity(config.agents, createAgentKeys({ ...config.agents, fetch: ask, now }), now),
        users,
        contacts,
        ledger,
        emergencies,
        emergency: config.policy.emergency,
        callTokens,
        record,
        appointments: config.appointments,
        warmUp: () => meanwhile(epicToken.askAhead()),
      }),
    )
    .route('/', fhirFacade({ ...facade, policy: config.policy }))
    .route('/', appointmentRoute({ ...facade, appointments: config.appointments, now }))
    .route('/', matchRoute({ ...facade, policy: config.policy, certainMatch: config.certainMatch }))
    .route('/', confirmationRoute({ policy: config.policy, callTokens, assignedContact, ledger, record }))
    .onError(answerFailure(record))

  return {
    // What a request carries with it inside is nobody's business outside.
    app: app as unknown as Hono,
    ready: async () => {
      await Promise.all([
        keys.ready(),
        secret.ready(),
        connect.ready(),
        parts.ledger === undefined && pages.ready(),
        parts.audit === undefined && auditLog.ready(),
      ])
    },
    close: () => {
      connect.close()
      keys.close()
      pages.close()
    },
  }
}

/** For what needs no answer. */
function nothing(): void {}

/** Budgets in memory, or in the table that all processes of the site share. */
function openPages({ ledger, connect }: BrokerConfig, secret: SiteSecret, now: () => number): LedgerPages {
  if (ledger === null) return createMemoryPages(now)
  return createDynamoPages({ ...ledger, region: connect.region, secret, now })
}

function tokenUrlOf({ epic }: BrokerConfig, ask: typeof fetch, now: () => number): () => Promise<string> {
  const { tokenUrl } = epic
  if (tokenUrl !== null) return () => Promise.resolve(tokenUrl)
  const discovery = createDiscovery({ fhirBaseUrl: epic.fhirBaseUrl, fetch: ask, now })
  return () => discovery.tokenUrl()
}
