import type { Ani } from '../domain/ani.ts'
import { mainName, type Patient } from '../domain/patient.ts'
import { similarNameOf } from '../domain/similar-name.ts'
import { warningsOf } from '../domain/warnings.ts'
import type { Messages } from './messages-en.ts'

/** The warnings of one candidate in words, gravest first, on one line; of a similar name, what differs. Empty without any. */
export function showWarnings(
  patient: Patient,
  all: readonly Patient[],
  ani: Ani,
  today: string,
  words: Messages,
): string {
  return warningsOf(patient, all, ani, today)
    .map((warning) => (warning === 'similar-name' ? showSimilarName(patient, all, words) : words.warnings[warning]))
    .join(' · ')
}

function showSimilarName(patient: Patient, all: readonly Patient[], words: Messages): string {
  const similar = similarNameOf(patient, all)
  const given = similar === null ? undefined : mainName(similar.other)?.given[0]
  if (similar === null || given === undefined) return words.warnings['similar-name']
  return words.similarName[similar.likeness](given)
}
