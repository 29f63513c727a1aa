/** Names of candidates that are easily taken for one another on the telephone. */
import { likenessOfGiven, type NameLikeness } from './name-likeness.ts'
import { calledBy } from './name-parts.ts'
import type { Patient } from './patient.ts'

/** Somebody of the same family name whose given name is like the patient's, and how. */
export interface SimilarName {
  readonly other: Patient
  readonly likeness: NameLikeness
}

/**
 * The first other candidate with the same family name and a given name like the patient's, or null.
 *
 * Compared folded, by the first given name. Equal names are namesakes, which is another warning.
 */
export function similarNameOf(patient: Patient, all: readonly Patient[]): SimilarName | null {
  const called = calledBy(patient)
  for (const other of all) {
    const { given, family } = calledBy(other)
    const isOfFamily = other.id !== patient.id && family !== '' && family === called.family
    const likeness = isOfFamily ? likenessOfGiven(given, called.given) : null
    if (likeness !== null) return { other, likeness }
  }
  return null
}
