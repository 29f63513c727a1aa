import type { FhirClient } from '../fhir/fhir-client.ts'
import type { FindAssignedContact } from './assigned-contact.ts'
import type { CallTokens } from './call-token.ts'
import type { BrokerContext, RecordDecision } from './decisions.ts'
import type { EmergencyBudget } from './emergency-budget.ts'
import type { EpicThrottle } from './epic-throttle.ts'
import type { Ledger } from './ledger.ts'

/** What every route of the FHIR facade needs. */
export interface FacadeParts {
  readonly brokerUrl: string
  readonly callTokens: CallTokens
  readonly assignedContact: FindAssignedContact
  readonly ledger: Ledger
  readonly emergencies: EmergencyBudget
  readonly throttle: EpicThrottle
  readonly fhirClient: FhirClient
  readonly record: RecordDecision
}

/**
 * Throws on what asking Epic threw; for a page that went away an `AbortError` instead: the server's own reason for that
 * is a text, and only errors reach the one place that records failures.
 */
export function rethrow(error: unknown, signal: AbortSignal): never {
  throw signal.aborted ? new DOMException('the page went away', 'AbortError') : error
}

/** 200 with a resource of our own making. */
export function answerResource(c: BrokerContext, resource: fhir4.Resource): Response {
  return c.body(JSON.stringify(resource), 200, { 'content-type': 'application/fhir+json' })
}
