import type { WireAnswer } from './mutated-answers.ts'
import { epicCodesOf } from './true-certain.ts'
import { isLastPage, isObject, isRemark, listOf, searchsetIn } from './true-nobody.ts'

/**
 * Whether an answer truly says that this patient has no appointment ahead, and that nothing is kept back: status 200, JSON,
 * a whole searchset, in it nothing but remarks and appointments that will not take place, are over, or are another's.
 *
 * Written from facts/epic.md 1.9 and HL7's Appointment, and not from the reader: it is what the reader is measured by.
 */
export function isTrulyNoAppointment(answer: WireAnswer, patient: string, from: string): boolean {
  const bundle = searchsetIn(answer)
  const entries = bundle === null || !isLastPage(bundle) ? null : listOf(bundle['entry'])
  if (entries === null) return false
  const isPromised = ![undefined, null, 0].includes(bundle?.['total'] as never)
  if (isPromised && entries.every((entry) => resourceTypeOf(entry) !== 'Appointment')) return false

  return entries.every((entry) => {
    if (!isObject(entry) || !isObject(entry['resource'])) return false
    const { resource, search } = entry
    if (resource['resourceType'] === 'OperationOutcome') return isRemark(resource)
    if (resource['resourceType'] === 'Appointment') return isNotAhead(resource, patient, from)
    return isObject(search) && search['mode'] === 'include'
  })
}

function resourceTypeOf(entry: unknown): unknown {
  return isObject(entry) && isObject(entry['resource']) ? entry['resource']['resourceType'] : undefined
}

/** Statuses of what will not take place any more (HL7 appointmentstatus, R4). */
const over = new Set(['fulfilled', 'cancelled', 'noshow', 'entered-in-error'])
/** Those that may stand without a time (R4, invariant app-3), and Epic's own requests. */
const untimed = new Set(['proposed', 'pending', 'waitlist'])

function isNotAhead(appointment: Readonly<Record<string, unknown>>, patient: string, from: string): boolean {
  const { status, start } = appointment
  if (typeof status !== 'string') return false
  if (over.has(status)) return true
  if ((start ?? null) === null) return untimed.has(status)
  return isAnothers(appointment, patient) || isBefore(start, from)
}

function isBefore(start: unknown, from: string): boolean {
  if (typeof start !== 'string' || !/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(start)) return false
  const instant = Date.parse(start)
  return !Number.isNaN(instant) && instant < Date.parse(`${from}T00:00:00Z`)
}

function isAnothers({ participant }: Readonly<Record<string, unknown>>, patient: string): boolean {
  const patients = (Array.isArray(participant) ? participant : []).flatMap((one) => {
    const actor = isObject(one) && isObject(one['actor']) ? one['actor'] : {}
    const reference = typeof actor['reference'] === 'string' ? actor['reference'].split('/') : []
    return reference.at(-2) === 'Patient' ? [reference.at(-1)] : []
  })
  return patients.length > 0 && !patients.includes(patient)
}

const withheld = new Set('4119 59204 4130 4131 4134'.split(' '))

/** Whether an outcome in a whole searchset says, by a code of Epic's, that something is kept back. */
export function saysWithheld(answer: WireAnswer): boolean {
  const entries = listOf(searchsetIn(answer)?.['entry']) ?? []
  return entries.some((entry) => {
    if (resourceTypeOf(entry) !== 'OperationOutcome' || !isObject(entry) || !isObject(entry['resource'])) return false
    return (listOf(entry['resource']['issue']) ?? []).some((issue) =>
      epicCodesOf(issue).some((code) => withheld.has(code)),
    )
  })
}
