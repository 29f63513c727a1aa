import { queryOptions } from '@tanstack/react-query'
import { questionFor } from '../domain/appointment.ts'
import type { ContactId } from '../domain/contact.ts'
import type { PatientId } from '../domain/patient.ts'
import { contactKey } from './candidates-query.ts'
import type { AppointmentParts } from './panel-parts.ts'

/**
 * The appointments of one candidate on one contact, under the contact's key: they go when it leaves (R45). Asked once, and
 * by `watchAppointments` alone: a row that comes late must not ask beside it. A failure says nothing of how Epic stands,
 * because what nobody waits for is the first to be turned away.
 */
export function appointmentsQuery(
  { find, timeZone }: AppointmentParts,
  contactId: ContactId,
  patient: PatientId,
  now: () => number,
) {
  return queryOptions({
    queryKey: [...contactKey(contactId), 'appointments', patient],
    queryFn: ({ signal }) => find(contactId, questionFor(patient, timeZone, now()), signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    retryOnMount: false,
    meta: { isQuiet: true },
  })
}
