import { IntegrationError, type IntegrationErrorCode } from '../domain/errors.ts'
import type { Patient, PatientId } from '../domain/patient.ts'
import { mostCandidates, type PatientSearch, type PatientSearchAnswer } from '../domain/patient-search.ts'
import { isGrave, type Issue, type IssueMeaning } from './operation-outcome.ts'

/**
 * All pages of one search, put together.
 *
 * `isIncomplete` is true where something that may have been a patient was not read: an entry without sense, a next page that
 * may not be followed. `counted` is what the facade counted in place of more patients than it shows.
 */
export interface WholeReading {
  readonly patients: readonly Patient[]
  readonly issues: readonly Issue[]
  readonly isIncomplete: boolean
  readonly counted: number | null
  /** Who the broker says was confirmed by an agent who had the call before. */
  readonly confirmedEarlier?: readonly PatientId[]
}

/**
 * What the pages of one search say.
 *
 * "None" is left over when every other reading is ruled out: nobody, no grave issue, nothing withheld, nothing unread, no
 * parameter ignored (R65). Whatever else comes without a patient is thrown, or asks for more or fewer data.
 *
 * @throws IntegrationError where Epic refused, restricted, or answered what cannot be understood.
 */
export function concludeSearch(search: PatientSearch, reading: WholeReading): PatientSearchAnswer {
  const { patients, issues, isIncomplete, counted } = reading
  const says = (meaning: IssueMeaning) => issues.some((issue) => issue.meaning === meaning)

  if (says('refused')) throw new IntegrationError('epic-refused')
  if (says('too-many')) return tooMany(counted)
  if (patients.length > mostCandidates) return tooMany(isIncomplete ? null : patients.length)

  const failure = issues
    .filter(isGrave)
    .map(({ meaning }) => failureOf[meaning])
    .find((code) => code !== null)
  if (patients.length > 0) {
    if (failure !== undefined && failure !== 'epic-restricted') throw new IntegrationError(failure)
    return { kind: 'found', patients, someWithheld: isIncomplete || issues.some(isReservation), ...markedIn(reading) }
  }

  if (says('restricted')) throw new IntegrationError('epic-restricted')
  if (says('too-little')) return { kind: 'too-little' }
  if (failure !== undefined) throw new IntegrationError(failure)
  if (says('too-little-or-too-many')) return { kind: isWholeDataSet(search) ? 'too-many' : 'too-little' }
  if (says('parameter-problem')) throw new IntegrationError('epic-set-up')
  if (says('withheld')) throw new IntegrationError('epic-restricted')
  if (says('internal') || says('paging-over') || isIncomplete) throw new IntegrationError('epic-invalid-answer')
  return { kind: 'none' }
}

/**
 * One answer out of several to the same question, asked with the number in several formats.
 *
 * Somebody found counts, and a failure of another format then means that others may be missing. Nobody found counts only
 * where every format was answered: a failure is thrown, never taken for "none" (R65).
 */
export function combineAnswers(answers: readonly (PatientSearchAnswer | IntegrationError)[]): PatientSearchAnswer {
  const failures = answers.filter((answer) => answer instanceof IntegrationError)
  const heard = answers.flatMap((answer) => (answer instanceof IntegrationError ? [] : [answer]))
  const found = heard.filter((answer) => answer.kind === 'found')
  const patients = [...new Map(found.flatMap((answer) => answer.patients).map((one) => [one.id, one])).values()]

  const over = heard.filter((answer) => answer.kind === 'too-many')
  // What other formats found may be among those who were counted, or not.
  const isCounted = patients.length === 0 && failures.length === 0
  if (over.length > 0) return tooMany(isCounted ? greatest(over.map(({ count }) => count ?? null)) : null)
  if (patients.length > mostCandidates) return tooMany(failures.length > 0 ? null : patients.length)
  if (patients.length > 0) {
    const someWithheld = failures.length > 0 || found.some((answer) => answer.someWithheld)
    return { kind: 'found', patients, someWithheld, ...markedIn(...found) }
  }

  if (failures[0] !== undefined) throw failures[0]
  return { kind: heard.some((answer) => answer.kind === 'too-little') ? 'too-little' : 'none' }
}

function tooMany(count: number | null): PatientSearchAnswer {
  return count === null ? { kind: 'too-many' } : { kind: 'too-many', count }
}

/** The same patients, as a rule, counted by each format anew: the most that one lists. Null where one lists not all. */
function greatest(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null)
  return known.length < counts.length ? null : Math.max(...known)
}

/** Who was confirmed earlier, by any of these; nothing at all where that is nobody. */
function markedIn(...parts: readonly { readonly confirmedEarlier?: readonly PatientId[] }[]) {
  const confirmedEarlier = [...new Set(parts.flatMap((part) => part.confirmedEarlier ?? []))]
  return confirmedEarlier.length === 0 ? {} : { confirmedEarlier }
}

/** The failure that a grave issue stands for, or null where its meaning is an answer in itself. */
const failureOf: Readonly<Record<IssueMeaning, IntegrationErrorCode | null>> = {
  'too-little': null,
  'too-little-or-too-many': null,
  'too-many': null,
  refused: 'epic-refused',
  restricted: 'epic-restricted',
  withheld: 'epic-restricted',
  'parameter-problem': 'epic-set-up',
  busy: 'epic-busy',
  'no-results': 'epic-invalid-answer',
  'paging-over': 'epic-invalid-answer',
  merged: 'epic-invalid-answer',
  'not-certain': 'epic-invalid-answer',
  'several-certain': 'epic-invalid-answer',
  'not-offered': 'epic-invalid-answer',
  internal: 'epic-invalid-answer',
  other: 'epic-invalid-answer',
}

/** Beside patients, any warning means that the list may not be whole. */
function isReservation(issue: Issue): boolean {
  if (issue.meaning === 'no-results') return false
  return (
    issue.severity !== 'information' || ['restricted', 'withheld', 'too-little-or-too-many'].includes(issue.meaning)
  )
}

/** 59133 means "too little" or "over 100": with a whole set of data it can only be the latter (facts/epic.md 1.1, 1.3). */
function isWholeDataSet(search: PatientSearch): boolean {
  return search.by === 'name-and-birth-date' || search.by === 'name-sex-and-telephone'
}
