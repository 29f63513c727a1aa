import type { ContactId } from '../domain/contact.ts'
import { IntegrationError } from '../domain/errors.ts'
import type { PatientId } from '../domain/patient.ts'
import type { EmergencySearches } from '../domain/ports.ts'
import type { Verification } from '../domain/verification.ts'
import { askBroker, type BrokerRequest } from './broker-request.ts'
import { type CallTokenKeeper, keepCallToken } from './call-token.ts'

export interface BrokerClientOptions {
  /** The broker's public URL, of the configuration. */
  readonly url: string
  /** The agent's own access token; asked with the one that was refused when it must be another. */
  readonly agentToken: (signal?: AbortSignal, stale?: string) => Promise<string>
  /** Told of a contact on which an agent who had the call before confirmed somebody; perhaps more than once. */
  readonly onConfirmedEarlier?: (contactId: ContactId) => void
  /** Told of a contact in an emergency once Connect answered that it is the agent's, and the emergency is over. */
  readonly onConnectAnswered?: (contactId: ContactId) => void
  readonly fetch?: typeof fetch
  /** Milliseconds. */
  readonly now?: () => number
}

/** Where a search takes its token from, renewed as needed. Has the shape that `fhir/fhir-client` asks for. */
export interface CallTokenSource {
  held(): string | null
  current(signal?: AbortSignal): Promise<string>
  renew(stale: string, signal?: AbortSignal): Promise<string>
}

/** The broker, as the widget needs it. Failures are `IntegrationError`s, except for a signal's own reason. */
export interface Broker {
  /** Asks for the contact's token ahead, while it rings. A failure is told to whoever needs the token later. */
  prefetch(contactId: ContactId): void
  tokenSource(contactId: ContactId): CallTokenSource
  /** `fhirBaseUrl` where the contact's token is held: its search then leaves before anything is drawn for the accepted call. */
  heldFhirBaseUrl(contactId: ContactId): string | null
  /** The FHIR base URL under which the contact's searches go, always on the broker's own origin. */
  fhirBaseUrl(contactId: ContactId, signal?: AbortSignal): Promise<string>
  /** Asks for the contact's token in an emergency, or no longer. */
  readonly emergencySearches: EmergencySearches
  /**
   * Has the confirmation written down; the chart may open once this resolves (R24).
   *
   * Sent are the names of the identifiers the caller gave, such as `birth-date`, never their values.
   *
   * @throws IntegrationError `verification-insufficient` where the broker's policy asks for more.
   */
  confirm(contactId: ContactId, patient: PatientId, verification: Verification, signal?: AbortSignal): Promise<void>
  /** Has it written down that the confirmed patient was the wrong one. */
  withdraw(contactId: ContactId, patient: PatientId, signal?: AbortSignal): Promise<void>
  /** Drops all that is kept of a contact and ends what is under way for it, with `contact-token-over` (R45). */
  forget(contactId: ContactId): void
}

/** The one status with which the broker says that a decision is on record. */
const written = 204

/**
 * A client of the broker that keeps one token a contact, in memory and nowhere else.
 *
 * A contact that was forgotten starts anew when it is named again (one that vanished may come back), but a token
 * source taken before stays dead.
 */
export function createBrokerClient(options: BrokerClientOptions): Broker {
  const wire = { url: options.url, fetch: options.fetch ?? globalFetch, now: options.now ?? Date.now }
  const keepers = new Map<ContactId, CallTokenKeeper>()

  const newKeeper = (contactId: ContactId) =>
    keepCallToken(contactId, options.agentToken, wire, {
      confirmedEarlier: () => options.onConfirmedEarlier?.(contactId),
      connectAnswered: () => options.onConnectAnswered?.(contactId),
    })

  const keeperOf = (contactId: ContactId): CallTokenKeeper => {
    const keeper = keepers.get(contactId) ?? newKeeper(contactId)
    keepers.set(contactId, keeper)
    return keeper
  }

  /** The contact's own token while there is one; else, or where it ends on the way, one that nobody keeps. */
  const withdrawalTokens = (contactId: ContactId): CallTokenSource => {
    const spare = newKeeper(contactId)
    const keeperNow = () => keepers.get(contactId) ?? spare
    const ask = async (how: (tokens: CallTokenSource) => Promise<string>) => {
      const keeper = keeperNow()
      try {
        return await how(tokensOf(keeper))
      } catch (error) {
        if (!keeper.over.aborted) throw error
        return await how(tokensOf(spare))
      }
    }
    return {
      held: () => tokensOf(keeperNow()).held(),
      current: (signal) => ask((tokens) => tokens.current(signal)),
      renew: (stale, signal) => ask((tokens) => tokens.renew(stale, signal)),
    }
  }

  const tell = async (source: CallTokenSource, request: Omit<BrokerRequest, 'bearer'>) => {
    const bearer: BrokerRequest['bearer'] = (signal, stale) =>
      stale === undefined ? source.current(signal) : source.renew(stale, signal)
    const { status } = await askBroker(wire, { ...request, bearer })
    // A proxy's page is a 200 too, and nobody wrote anything down then (R24, R66).
    if (status !== written) throw new IntegrationError('broker-unreachable')
  }

  return {
    prefetch: (contactId) => keeperOf(contactId).askAhead(),
    tokenSource: (contactId) => tokensOf(keeperOf(contactId)),
    heldFhirBaseUrl: (contactId) => keeperOf(contactId).held()?.fhirBaseUrl ?? null,
    fhirBaseUrl: async (contactId, signal) => (await keeperOf(contactId).current(signal)).fhirBaseUrl,
    emergencySearches: {
      begin: (contactId, reason) => keeperOf(contactId).askInEmergency(reason),
      end: (contactId) => keepers.get(contactId)?.askInEmergency(null),
    },
    confirm(contactId, patient, { identifiers, emergencyReason }, signal) {
      const keeper = keeperOf(contactId)
      const emergency = emergencyReason === null ? {} : { emergencyReason }
      const body = { patient, contactId, verified: identifiers, ...emergency }
      return tell(tokensOf(keeper), { path: 'confirmation', body, signals: [signal, keeper.over] })
    },
    // Not ended with the contact: that a wrong chart was open must be on record (R24).
    withdraw: (contactId, patient, signal) =>
      tell(withdrawalTokens(contactId), { path: 'withdrawal', body: { patient }, signals: [signal] }),
    forget(contactId) {
      keepers.get(contactId)?.end()
      keepers.delete(contactId)
    },
  }
}

function tokensOf(keeper: CallTokenKeeper): CallTokenSource {
  return {
    held: () => keeper.held()?.accessToken ?? null,
    current: async (signal) => (await keeper.current(signal)).accessToken,
    renew: async (stale, signal) => (await keeper.renew(stale, signal)).accessToken,
  }
}

/** Looked up at each call, so that a test may listen at the global one. */
const globalFetch: typeof fetch = (input, init) => fetch(input, init)
