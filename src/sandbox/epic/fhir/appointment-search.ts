import { calendarOf, type Planned } from '../appointments/calendar.ts'
import { writeEpicAppointment } from '../appointments/epic-appointment.ts'
import { wallClock } from '../appointments/hospital-time.ts'
import type { EpicSite } from '../epic-site.ts'
import { issue } from './outcomes.ts'
import type { PatientIndex } from './patient-index.ts'

/** What a search of appointments comes to: rows with what Epic says beside them, or a refusal (HTTP 400). */
export type AppointmentResult =
  | {
      readonly kind: 'rows'
      readonly rows: readonly fhir4.Appointment[]
      readonly issues: readonly fhir4.OperationOutcomeIssue[]
    }
  | { readonly kind: 'refused'; readonly issues: readonly fhir4.OperationOutcomeIssue[] }

/** Parameters that count; others are dropped without a word (facts/epic.md 1.2). */
export const appointmentParameters = ['patient', 'date', 'status', 'identifier', 'service-category', '_count'] as const

const beyondThisClient = issue('59204')

/**
 * Searches the calendar of one patient, by days of the hospital's clocks.
 *
 * Surgeries need a registration of their own: a client without it is told 59204 beside whatever else was found
 * (facts/epic.md 1.9). The order is the calendar's, which is none.
 */
export function searchAppointments(
  index: PatientIndex,
  parameters: URLSearchParams,
  registered: Exclude<EpicSite['appointments'], 'none'>,
  now: number,
): AppointmentResult {
  const id = parameters.get('patient')?.replace(/^Patient\//, '') ?? ''
  const dates = parameters.getAll('date').map(readDate)
  if (id === '' || dates.includes(null)) {
    return { kind: 'refused', issues: [issue('59159', { expression: id === '' ? 'patient' : 'date' })] }
  }

  const patient = index.patients[index.rowOfId.get(id) ?? -1]
  if (index.behindGlass.has(index.rowOfId.get(id) ?? -1)) return { kind: 'refused', issues: [issue('4130')] }
  const category = parameters.get('service-category')
  const mayHoldSurgeries = category === null || category === 'surgery'
  const isPartly = mayHoldSurgeries && registered === 'no-surgeries'
  const planned = calendarOf(id, now).filter(
    (one) =>
      (category === null || one.kind === category) &&
      (one.kind !== 'surgery' || registered === 'all') &&
      dates.every((date) => date !== null && isOn(one, date)),
  )
  const statuses = parameters.get('status')?.split(',') ?? null
  const identifier = parameters.get('identifier')?.split('|').at(-1) ?? null
  const rows = (patient === undefined ? [] : planned.map((one) => writeEpicAppointment(one, patient))).filter(
    (row) =>
      (statuses === null || statuses.includes(row.status)) &&
      (identifier === null || row.identifier?.[0]?.value === identifier),
  )
  const issues = [...(rows.length === 0 ? [issue('4101')] : []), ...(isPartly ? [beyondThisClient] : [])]
  return { kind: 'rows', rows, issues }
}

type AskedDate = readonly [prefix: string, day: string]

function readDate(text: string): AskedDate | null {
  const [, prefix = '', day = ''] = /^(eq|ge|gt|le|lt)?(\d{4}-\d\d-\d\d)(?:T.*)?$/.exec(text.trim()) ?? []
  return day === '' || Number.isNaN(Date.parse(day)) ? null : [prefix, day]
}

function isOn({ start }: Planned, [prefix, asked]: AskedDate): boolean {
  const day = wallClock(start).slice(0, 10)
  const tests: Readonly<Record<string, boolean>> = {
    ge: day >= asked,
    gt: day > asked,
    le: day <= asked,
    lt: day < asked,
  }
  return tests[prefix] ?? day === asked
}
