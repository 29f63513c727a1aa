/** What to ask the caller next, where several patients remain. */
import { mainName, type Patient } from './patient.ts'
import { foldName } from './person-name.ts'
import type { Candidate } from './verification.ts'

/** A fact the caller can be asked for: the given name, the last digits of the record number, the town. */
export type NextQuestion = 'birth-date' | 'given' | 'record-number' | 'town'

/** Last digits of a record number that are asked for and shown. */
export const recordTailLength = 4

/**
 * The one question that best separates the candidates who remain, or null where none of them does.
 *
 * The birth date comes first while nobody said one: no chart opens without it. After it those remain who agree with
 * it, and the question is the one whose answer leaves the fewest of them on average; among equals the one that people
 * answer most readily, in the order of `NextQuestion`. A candidate of whom Epic does not know the fact stays in
 * question whatever the answer. Only the kind of question is told: a value to read out would be an answer given away.
 *
 * @param birthDate The birth date that was said, or null.
 */
export function askNext(candidates: readonly Candidate[], birthDate: string | null): NextQuestion | null {
  if (birthDate === null) return 'birth-date'

  const remaining = candidates.filter(({ comparison }) => comparison.birthDate === 'agrees')
  const patients = remaining.map(({ patient }) => patient)
  const separating = questions.filter((question) => leftBy(question, patients) < patients.length)
  const [first = null, ...others] = separating
  if (first === null) return null
  return others.reduce((best, next) => (leftBy(next, patients) < leftBy(best, patients) ? next : best), first)
}

const questions = ['given', 'record-number', 'town'] as const

const answers: Record<(typeof questions)[number], (patient: Patient) => string> = {
  given: (patient) => foldName(mainName(patient)?.given[0] ?? ''),
  'record-number': (patient) => patient.recordNumbers[0]?.value.slice(-recordTailLength) ?? '',
  town: (patient) => foldName(patient.town ?? ''),
}

/** How many are left on average once it is answered, if each of them is as likely to be meant as the others. */
function leftBy(question: (typeof questions)[number], patients: readonly Patient[]): number {
  const said = patients.map(answers[question])
  const silent = said.filter((answer) => answer === '').length
  const left = said.map((answer) =>
    answer === '' ? patients.length : silent + said.filter((other) => other === answer).length,
  )
  return left.reduce((sum, count) => sum + count, 0) / patients.length
}
