/** Names of candidates that are easily taken for one another on the telephone. */
import { likenessOfFamily, likenessOfGiven, type NameLikeness } from './name-likeness.ts'
import { calledBy } from './name-parts.ts'
import type { Patient } from './patient.ts'

/** Somebody whose name is like the patient's, how, and in which part; `both` where neither part is the same. */
export interface SimilarName {
  readonly other: Patient
  readonly likeness: NameLikeness
  readonly part: 'given' | 'family' | 'both'
}

/**
 * The first other candidate whose given and family name are each the same as the patient's or like it, or null.
 *
 * Compared folded, by the first given name. Equal names are namesakes, which is another warning.
 */
export function similarNameOf(patient: Patient, all: readonly Patient[]): SimilarName | null {
  const called = calledBy(patient)
  for (const other of all) {
    const { given, family } = calledBy(other)
    if (other.id === patient.id || given === '' || family === '') continue
    const ofGiven = likenessOfGiven(given, called.given)
    const ofFamily = likenessOfFamily(family, called.family)
    if (ofGiven !== null && family === called.family) return { other, likeness: ofGiven, part: 'given' }
    if (ofFamily !== null && given === called.given) return { other, likeness: ofFamily, part: 'family' }
    if (ofFamily !== null && ofGiven !== null) return { other, likeness: ofFamily, part: 'both' }
  }
  return null
}
