import { IntegrationError } from '../domain/errors.ts'
import type { Patient, PatientId } from '../domain/patient.ts'
import { mostCandidates, type PatientSearchAnswer } from '../domain/patient-search.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { objectOf, objectsOf, type JsonObject } from './foreign-json.ts'
import { markConfirmed, readConfirmed } from './confirmed-earlier.ts'
import { answerSystem, readIssues, type Issue } from './operation-outcome.ts'
import { readPatient, writePatient } from './patient-resource.ts'

/**
 * One page of an answer.
 *
 * `patients` holds each id once. `issues` are those of every outcome entry. `hasUnread` is true where an entry
 * should have been a patient and could not be read, `isPromising` where the total is not zero: with either, an empty page is
 * not "no patient". `confirmedEarlier` names the patients that the broker marked so. `next` is the address of the next page as it came, empty where a link without address stood.
 */
export interface Searchset {
  readonly patients: readonly Patient[]
  readonly issues: readonly Issue[]
  readonly hasUnread: boolean
  readonly isPromising: boolean
  /** What the facade counted in place of more patients than it shows; Epic's own total is not that (facts/epic.md 1.3). */
  readonly counted: number | null
  readonly confirmedEarlier: readonly PatientId[]
  readonly next: string | null
}

/** Tells whether a body is a searchset whose parts can be walked through. */
export function isSearchset(body: unknown): body is fhir4.Bundle {
  const bundle = objectOf(body)
  if (bundle?.['resourceType'] !== 'Bundle' || bundle['type'] !== 'searchset') return false
  return isListOrAbsent(bundle['entry']) && isListOrAbsent(bundle['link'])
}

/**
 * Reads one page of a Patient search.
 *
 * Outcomes stand beside matches, entries may lack `search` or their resource, and `total` is often the size of the page
 * (facts/epic.md 1.3), so it is not counted with.
 *
 * @throws IntegrationError `epic-invalid-answer` where it is no searchset.
 */
export function readSearchset(body: unknown, policy: SitePolicy): Searchset {
  if (!isSearchset(body)) throw new IntegrationError('epic-invalid-answer')

  const patients = new Map<string, Patient>()
  const issues: Issue[] = []
  let hasUnread = false
  for (const item of Array.isArray(body.entry) ? body.entry : []) {
    const content = readEntry(objectOf(item), policy)
    if (content === 'unreadable') hasUnread = true
    else if (content.issues !== null) issues.push(...content.issues)
    else if (!patients.has(content.patient.id)) patients.set(content.patient.id, content.patient)
  }

  const isPromising = (body.total ?? 0) !== 0
  const counted =
    patients.size === 0 && issues.some(({ meaning }) => meaning === 'too-many') ? readCount(body.total) : null
  const confirmedEarlier = readConfirmed(body, [...patients.keys()])
  const next = readNext(body)
  return { patients: [...patients.values()], issues, hasUnread, isPromising, counted, confirmedEarlier, next }
}

/**
 * The issues of a page, without its patients: enough for the client to see that Epic stumbled.
 * Entries that cannot be read are left out.
 */
export function issuesOf(bundle: fhir4.Bundle): readonly Issue[] {
  return objectsOf(bundle.entry).flatMap((entry) => readIssues(entry['resource']) ?? [])
}

/** The address of the next page as it came, `''` for a link without one, null where this page is the last. */
export function readNext(bundle: fhir4.Bundle): string | null {
  const link = objectsOf(bundle.link).find((link) => link['relation'] === 'next')
  if (link === undefined) return null
  return typeof link['url'] === 'string' ? link['url'] : ''
}

/**
 * Writes the facade's answer to a search: only what went through our own Patient (R29), and what Epic kept back. The total of
 * too many is how many there are, 0 where that is not known.
 */
export function writeSearchset(answer: PatientSearchAnswer, selfUrl: string): fhir4.Bundle {
  const { patients, confirmedEarlier = [] } = answer.kind === 'found' ? answer : { patients: [] }
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: answer.kind === 'too-many' ? (answer.count ?? 0) : patients.length,
    link: [{ relation: 'self', url: selfUrl }],
    entry: [
      ...patients.map((patient) => ({
        resource: markConfirmed(writePatient(patient), confirmedEarlier),
        search: { mode: 'match' as const },
      })),
      ...notesOf(answer).map((resource) => ({ resource, search: { mode: 'outcome' as const } })),
    ],
  }
}

/**
 * Whether an entry only goes with what was searched for. A resource of the searched type is none of that, whatever its mode,
 * and neither is an outcome that says nothing.
 */
export function isSentAlong(entry: JsonObject | null, searched: 'Patient' | 'Appointment'): boolean {
  const type = objectOf(entry?.['resource'])?.['resourceType']
  const isOther = type !== undefined && type !== searched && type !== 'OperationOutcome'
  return isOther && objectOf(entry?.['search'])?.['mode'] === 'include'
}

function readEntry(
  entry: JsonObject | null,
  policy: SitePolicy,
): { issues: readonly Issue[] } | { issues: null; patient: Patient } | 'unreadable' {
  const resource = objectOf(entry?.['resource'])
  const issues = readIssues(resource)
  if (issues !== null) return { issues }

  if (isSentAlong(entry, 'Patient')) return { issues: [] }

  const patient = resource === null ? null : readPatient(resource as unknown as fhir4.Patient, policy)
  return patient === null ? 'unreadable' : { issues: null, patient }
}

function readCount(total: unknown): number | null {
  return typeof total === 'number' && Number.isInteger(total) && total > mostCandidates ? total : null
}

function notesOf(answer: PatientSearchAnswer): fhir4.OperationOutcome[] {
  if (answer.kind === 'none') return []
  if (answer.kind === 'found') return answer.someWithheld ? [noteOf('some-withheld')] : []
  return [noteOf(answer.kind)]
}

function noteOf(code: string): fhir4.OperationOutcome {
  const details = { coding: [{ system: answerSystem, code }] }
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'incomplete', details }] }
}

function isListOrAbsent(value: unknown): boolean {
  return (value ?? null) === null || Array.isArray(value)
}
