/** What to ask the caller next, where several patients remain. */
import { calledBy } from './name-parts.ts'
import type { Patient } from './patient.ts'
import { foldName } from './person-name.ts'
import { tailOf } from './record-number.ts'
import { tellingQuestions, type TellingQuestion } from './telling-question.ts'

/** A fact the caller can be asked for. */
export type NextQuestion = 'birth-date' | TellingQuestion

/**
 * The question that best separates these patients, but for those that were asked already; null where none does.
 *
 * It is the one whose answer leaves the fewest of them on average; among equals the one that people answer most readily,
 * in the order of `tellingQuestions`. A patient of whom Epic does not know the fact stays in question whatever the
 * answer. Only the kind of question is told: a value to read out would be an answer given away.
 */
export function bestQuestion(patients: readonly Patient[], asked: readonly TellingQuestion[]): TellingQuestion | null {
  const open = tellingQuestions.filter((question) => !asked.includes(question))
  const separating = open.filter((question) => leftBy(question, patients) < patients.length)
  const [first = null, ...others] = separating
  if (first === null) return null
  return others.reduce((best, next) => (leftBy(next, patients) < leftBy(best, patients) ? next : best), first)
}

/**
 * Whether the town may become what is asked: first names do not tell all of them apart. It is not shown then before it
 * was typed; a household of different names shows it.
 */
export function mayAskTown(patients: readonly Patient[]): boolean {
  const givens = patients.map((patient) => calledBy(patient).given)
  return givens.includes('') || new Set(givens).size < givens.length
}

/** What each question is answered by, folded; empty where Epic does not know. */
const answers: Record<TellingQuestion, (patient: Patient) => string> = {
  given: (patient) => calledBy(patient).given,
  'street-number': (patient) => foldName(patient.streetNumber ?? ''),
  'record-number': (patient) => tailOf(patient.recordNumbers[0]?.value ?? ''),
  town: (patient) => foldName(patient.town ?? ''),
}

/** Whether Epic knows of a patient what the question asks for. */
export function isKnown(question: TellingQuestion, patient: Patient): boolean {
  return answers[question](patient) !== ''
}

/** How many are left on average once it is answered, if each of them is as likely to be meant as the others. */
function leftBy(question: TellingQuestion, patients: readonly Patient[]): number {
  const said = patients.map(answers[question])
  const silent = said.filter((answer) => answer === '').length
  const left = said.map((answer) =>
    answer === '' ? patients.length : silent + said.filter((other) => other === answer).length,
  )
  return left.reduce((sum, count) => sum + count, 0) / patients.length
}
