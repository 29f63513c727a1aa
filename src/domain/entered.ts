/** What the caller gave and the agent entered, compared with one patient. */
import type { Agreement, Comparison } from './match.ts'
import { agreeOnLetters } from './name-letters.ts'
import type { Patient, RecordNumber } from './patient.ts'
import { foldName } from './person-name.ts'
import { isSameNumber, readRecordNumber, tailOf } from './record-number.ts'
import type { Identifier } from './verification-policy.ts'

/** The identifiers that are asked for beside the birth date, each in a field of its own, as text. */
export const asked = ['name-letters', 'record-number', 'record-number-tail', 'town'] as const

export type Asked = (typeof asked)[number]

/** What was answered; blank where nothing was. */
export type Answers = Readonly<Record<Asked, string>>

export const noAnswers: Answers = { 'name-letters': '', 'record-number': '', 'record-number-tail': '', town: '' }

/** All that the agent entered about the patient. `foundBy` is the record number that was searched for, or null. */
export interface Entered {
  readonly birthDate: string | null
  readonly answers: Answers
  readonly foundBy: RecordNumber | null
}

/** How one thing that was entered stands to a patient. */
export interface Check {
  readonly identifier: Identifier
  readonly agreement: Agreement
}

/**
 * Compares everything that was entered with one patient; what was not entered is not in the answer.
 *
 * A record number that was searched for counts for the patient who has it (R49). For one who has another it says nothing:
 * Epic finds a merged record by its old number too.
 */
export function checksOf(
  { patient, comparison }: { readonly patient: Patient; readonly comparison: Comparison },
  { birthDate, answers, foundBy }: Entered,
): Check[] {
  const numbers = patient.recordNumbers.map(({ value }) => value.trim())
  const checks: Check[] = []
  if (birthDate !== null) checks.push({ identifier: 'birth-date', agreement: comparison.birthDate })

  if (answers['name-letters'].trim() !== '') {
    checks.push({ identifier: 'name-letters', agreement: agreeOnLetters(patient.names, answers['name-letters']) })
  }

  const typed = readRecordNumber(answers['record-number'])
  if (typed.kind === 'number') {
    checks.push({ identifier: 'record-number', agreement: agreeOnAny(typed.value, numbers, isSameNumber) })
  } else if (foundBy !== null && isFoundBy(patient, foundBy)) {
    checks.push({ identifier: 'record-number', agreement: 'agrees' })
  }

  const tail = answers['record-number-tail'].trim()
  if (tail !== '') {
    const tails = numbers.map(tailOf)
    checks.push({ identifier: 'record-number-tail', agreement: agreeOnAny(tail, tails, isSameNumber) })
  }
  if (answers.town.trim() !== '') {
    checks.push({ identifier: 'town', agreement: agreeOnAny(answers.town, [patient.town ?? ''], isSameName) })
  }
  return checks
}

/** Whether the family name that was said, letter for letter, is one of the patient's. */
export function isNamedAsSaid({ family }: Comparison): boolean {
  return family === 'agrees' || family === 'former'
}

/** Whether the patient has the record number that was searched for. */
export function isFoundBy({ recordNumbers }: Patient, foundBy: RecordNumber): boolean {
  return recordNumbers.some(({ system, value }) => system === foundBy.system && isSameNumber(value, foundBy.value))
}

function agreeOnAny(
  said: string,
  known: readonly string[],
  isSame: (one: string, other: string) => boolean,
): Agreement {
  const values = known.filter((value) => value !== '')
  if (values.length === 0) return 'unknown'
  return values.some((value) => isSame(said, value)) ? 'agrees' : 'differs'
}

function isSameName(one: string, other: string): boolean {
  return foldName(one) === foldName(other)
}
