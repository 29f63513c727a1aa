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
import { type ConnectApi, createConnectApi } from './connect-api.ts'
import { createConnectUsers } from './connect-users.ts'
import { type BrokerEnv, createDecisions } from './decisions.ts'
import { createEpicThrottle } from './epic-throttle.ts'
import { fhirFacade } from './fhir-facade.ts'
import { type Ledger, createMemoryLedger } from './ledger.ts'
import { createLiveContact } from './live-contact.ts'
import { matchRoute } from './match-route.ts'
import { requestRules } from './request-rules.ts'
import { createSigningKeys } from './signing-keys.ts'
import { tokenRoute } from './token-route.ts'

/** What a test or the sandbox hands in; a door needs none of it. */
export interface BrokerParts {
  /** For the identity provider and Epic. */
  readonly fetch?: typeof fetch
  readonly now?: () => number
  readonly audit?: AuditSink
  readonly ledger?: Ledger
  readonly connect?: ConnectApi
}

export interface Broker {
  readonly app: Hono
  /**
   * Loads the signing key and the AWS SDK, so that no call waits for them, and tries the audit log; rejects where the
   * key cannot be used or the log not be written.
   */
  ready(): Promise<void>
  /** Lets go of the connections to Amazon Connect and to KMS. */
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
  const { fetch: ask = fetch, now = Date.now } = parts
  const keys = createSigningKeys(config.signingKeys)
  const connect = parts.connect ?? createConnectApi(config.connect)
  const auditLog = createAuditLog(config.auditLog)
  const record = createDecisions(parts.audit ?? auditLog, now)
  const contacts = createLiveContact(connect, {
    outboundLookup: config.policy.outboundLookup,
    otherChannels: config.policy.otherChannels,
    afterCallMinutes: config.afterCallMinutes,
    now,
  })
  const assignedContact = createAssignedContact(contacts.liveContact, { now })
  const throttle = createEpicThrottle({ ...config.epic, now })
  const ledger = parts.ledger ?? createMemoryLedger(config.budgets, now)
  const callTokens = createCallTokens(config.url, config.callTokenKey, now)
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

  const facade = { brokerUrl: config.url, callTokens, assignedContact, ledger, throttle, fhirClient, record }

  const app = new Hono<BrokerEnv>()
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
        connectUserId: createConnectUsers(connect, now),
        contacts,
        ledger,
        callTokens,
        record,
        appointments: config.appointments,
        // Who needs it asks again and is told of the failure.
        warmUp: () => void epicToken.current().catch(() => undefined),
      }),
    )
    .route(
      '/',
      fhirFacade({
        ...facade,
        policy: config.policy,
      }),
    )
    .route(
      '/',
      appointmentRoute({
        ...facade,
        appointments: config.appointments,
        now,
      }),
    )
    .route('/', matchRoute({ ...facade, policy: config.policy, certainMatch: config.certainMatch }))
    .route('/', confirmationRoute({ policy: config.policy, callTokens, assignedContact, ledger, record }))
    .onError(answerFailure(record))

  return {
    // What a request carries with it inside is nobody's business outside.
    app: app as unknown as Hono,
    ready: async () => {
      await Promise.all([keys.ready(), connect.ready(), parts.audit === undefined && auditLog.ready()])
    },
    close: () => {
      connect.close()
      keys.close()
    },
  }
}

function tokenUrlOf({ epic }: BrokerConfig, ask: typeof fetch, now: () => number): () => Promise<string> {
  const { tokenUrl } = epic
  if (tokenUrl !== null) return () => Promise.resolve(tokenUrl)
  const discovery = createDiscovery({ fhirBaseUrl: epic.fhirBaseUrl, fetch: ask, now })
  return () => discovery.tokenUrl()
}
