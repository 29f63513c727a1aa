import { useQuery } from '@tanstack/react-query'
import { type ComingUp, comingUp } from '../domain/appointment.ts'
import type { ContactId } from '../domain/contact.ts'
import type { PatientId } from '../domain/patient.ts'
import { appointmentsQuery } from './appointments-query.ts'
import { type AppointmentParts, usePanelParts } from './panel-parts.ts'

/** A patient's appointments as far as they are known: on their way, not to be had, or what is ahead. */
export type KnownAppointments =
  | { readonly kind: 'loading' }
  | { readonly kind: 'not-known' }
  | { readonly kind: 'known'; readonly ahead: ComingUp; readonly someWithheld: boolean }

/** What is known of a candidate's appointments; asks nothing itself (see `watchAppointments`). */
export function useAppointments(parts: AppointmentParts, contactId: ContactId, patient: PatientId): KnownAppointments {
  const { now } = usePanelParts()
  const { data, isError } = useQuery({ ...appointmentsQuery(parts, contactId, patient, now), enabled: false })
  if (data !== undefined) {
    const ahead = comingUp(data.appointments, parts.timeZone, now())
    return { kind: 'known', ahead, someWithheld: data.someWithheld }
  }
  return isError ? { kind: 'not-known' } : { kind: 'loading' }
}
