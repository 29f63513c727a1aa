import { type Appointment, type AppointmentAnswer, mostAppointments } from '../domain/appointment.ts'
import { IntegrationError } from '../domain/errors.ts'
import type { PatientId } from '../domain/patient.ts'
import { readAppointment, writeAppointment } from './appointment-resource.ts'
import { isSearchset, isSentAlong, readNext } from './bundle.ts'
import { objectOf } from './foreign-json.ts'
import { answerSystem, type Issue, readIssues } from './operation-outcome.ts'

/** One page of a patient's appointments; `hasUnread` where an entry could not be read, or more is promised than came. */
export interface AppointmentPage {
  readonly appointments: readonly Appointment[]
  readonly issues: readonly Issue[]
  readonly hasUnread: boolean
  readonly next: string | null
}

/** Reads one page of an Appointment search; throws `epic-invalid-answer` where it is no searchset. */
export function readAppointmentPage(body: unknown, patient: PatientId): AppointmentPage {
  if (!isSearchset(body)) throw new IntegrationError('epic-invalid-answer')

  const appointments: Appointment[] = []
  const issues: Issue[] = []
  let hasUnread = false
  let count = 0
  for (const item of Array.isArray(body.entry) ? body.entry : []) {
    const entry = objectOf(item)
    const resource = objectOf(entry?.['resource'])
    const said = readIssues(resource)
    if (said !== null) issues.push(...said)
    else if (!isSentAlong(entry, 'Appointment')) {
      count += 1
      const read = readAppointment(resource, patient)
      if (read === null) hasUnread = true
      else if (read !== 'not-expected') appointments.push(read)
    }
  }
  const isPromiseBroken = count === 0 && (body.total ?? 0) !== 0
  return { appointments, issues, hasUnread: hasUnread || isPromiseBroken, next: readNext(body) }
}

/** Writes the facade's answer: only what went through our own Appointment (R29), the soonest, and that Epic kept some back. */
export function writeAppointments(answer: AppointmentAnswer, patient: PatientId, selfUrl: string): fhir4.Bundle {
  const appointments = answer.appointments.slice(0, mostAppointments)
  const note: fhir4.OperationOutcome = {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'warning',
        code: 'incomplete',
        details: { coding: [{ system: answerSystem, code: 'some-withheld' }] },
      },
    ],
  }
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: appointments.length,
    link: [{ relation: 'self', url: selfUrl }],
    entry: [
      ...appointments.map((one) => ({
        resource: writeAppointment(one, patient),
        search: { mode: 'match' as const },
      })),
      ...(answer.someWithheld ? [{ resource: note, search: { mode: 'outcome' as const } }] : []),
    ],
  }
}
