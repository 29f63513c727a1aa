import type { Ani } from '../domain/ani.ts'
import { calledBy, foldSuffix, suffixOf } from '../domain/name-parts.ts'
import { mainName, type Patient } from '../domain/patient.ts'
import { similarNameOf } from '../domain/similar-name.ts'
import { type Warning, warningsOf } from '../domain/warnings.ts'
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
    .map((warning) => showWarning(warning, patient, all, words))
    .join(' · ')
}

function showWarning(warning: Warning, patient: Patient, all: readonly Patient[], words: Messages): string {
  if (warning === 'similar-name') return showSimilarName(patient, all, words)
  return warning === 'same-name' && isToldBySuffix(patient, all) ? words.sameNameButSuffix : words.warnings[warning]
}

/** Whether all who bear the patient's name have another suffix, or none: father and son. */
export function isToldBySuffix(patient: Patient, all: readonly Patient[]): boolean {
  const called = calledBy(patient)
  const namesakes = all.filter((other) => {
    const { given, family } = calledBy(other)
    return other.id !== patient.id && given === called.given && family === called.family
  })
  const suffix = foldSuffix(suffixOf(patient))
  return namesakes.length > 0 && namesakes.every((other) => foldSuffix(suffixOf(other)) !== suffix)
}

function showSimilarName(patient: Patient, all: readonly Patient[], words: Messages): string {
  const similar = similarNameOf(patient, all)
  const given = similar === null ? undefined : mainName(similar.other)?.given[0]
  if (similar === null || given === undefined) return words.warnings['similar-name']
  return words.similarName[similar.likeness](given)
}
