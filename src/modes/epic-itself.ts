import { appointmentKinds } from '../domain/appointment.ts'
import { IntegrationError } from '../domain/errors.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { searchAppointments } from '../fhir/appointment-search.ts'
import { readConfirmed } from '../fhir/confirmed-patient.ts'
import type { FhirClient } from '../fhir/fhir-client.ts'
import { findCertainMatch } from '../fhir/patient-match.ts'
import { searchPatients } from '../fhir/patient-search.ts'
import type { Way } from './way.ts'

/**
 * What a way does that asks Epic itself, without a broker.
 *
 * Nobody of ours writes confirmations down: before a chart opens, the confirmed patient is read in Epic, which Epic's audit holds
 * (R24; decision 11). A withdrawal has no place there, and the panel says so.
 */
export function askingEpicItself(epic: FhirClient, policy: SitePolicy) {
  return {
    hasBroker: false,
    searchPatients: (_contactId, search, signal) => searchPatients(epic, search, policy, signal),
    findAppointments: (_contactId, question, signal) => searchAppointments(epic, question, appointmentKinds, signal),
    findCertainMatch: (_contactId, question, signal) => findCertainMatch(epic, question, policy, signal),
    decisions: {
      confirm: (_contactId, patient) => readConfirmed(epic, patient, policy),
      withdraw: () => Promise.reject(new IntegrationError('withdrawal-not-recorded')),
    },
    onConfirmedEarlier: () => undefined,
    emergencySearches: null,
    onConnectAnswered: () => undefined,
    prefetch: () => undefined,
    forget: () => undefined,
  } satisfies Omit<Way, 'agent' | 'signIn'>
}
