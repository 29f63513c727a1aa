import { type BrokerClientOptions, createBrokerClient } from '../auth/broker-client.ts'
import { questionMs } from '../domain/patience.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { searchAppointments } from '../fhir/appointment-search.ts'
import { createFhirClient, type FhirClient } from '../fhir/fhir-client.ts'
import { findCertainMatch } from '../fhir/patient-match.ts'
import { searchPatients } from '../fhir/patient-search.ts'
import type { Way } from './way.ts'

/**
 * What a way does that asks Epic through the broker: every search goes to the facade with the token of the contact that is
 * searched for, and with no other (R17); decisions are written down by the broker (R24).
 */
export function askingThroughBroker(options: BrokerClientOptions, policy: SitePolicy) {
  const broker = createBrokerClient(options)
  const ownFetch = options.fetch === undefined ? {} : { fetch: options.fetch }
  const { now = Date.now } = options
  /**
   * The wait for the contact's token is part of the question's time: the agent waits once (R68). Where the token came while
   * it rang, nothing is awaited, and the question leaves before the accepted call is drawn.
   */
  const ask = async <T>(contactId: string, signal: AbortSignal, question: (facade: FhirClient) => Promise<T>) => {
    const endsAt = now() + questionMs
    const baseUrl = broker.heldFhirBaseUrl(contactId) ?? (await broker.fhirBaseUrl(contactId, signal))
    const accessToken = broker.tokenSource(contactId)
    const budgetMs = Math.max(0, endsAt - now())
    return question(createFhirClient({ baseUrl, accessToken, peer: 'broker', budgetMs, ...ownFetch }))
  }

  return {
    hasBroker: true,
    searchPatients: (contactId, search, signal) =>
      ask(contactId, signal, (facade) => searchPatients(facade, search, policy, signal)),
    findAppointments: (contactId, question, signal) =>
      ask(contactId, signal, (facade) => searchAppointments(facade, question, null, signal)),
    findCertainMatch: (contactId, question, signal) =>
      ask(contactId, signal, (facade) => findCertainMatch(facade, question, policy, signal)),
    decisions: broker,
    emergencySearches: broker.emergencySearches,
    prefetch: (contactId) => broker.prefetch(contactId),
    forget: (contactId) => broker.forget(contactId),
  } satisfies Omit<Way, 'agent' | 'signIn' | 'onConfirmedEarlier' | 'onConnectAnswered'>
}
