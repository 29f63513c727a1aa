import type { Ani } from '../domain/ani.ts'
import { partsOf } from '../domain/name-parts.ts'
import { namesakeDifference } from '../domain/namesakes.ts'
import { mainName, type Patient } from '../domain/patient.ts'
import { similarNameOf } from '../domain/similar-name.ts'
import { type Warning, warningsOf } from '../domain/warnings.ts'
import type { Messages } from './messages-en.ts'

/** The warnings of one candidate in words, gravest first, on one line; of names that are the same or alike, what differs. Empty without any. */
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
  const difference = warning === 'same-name' ? namesakeDifference(patient, all) : null
  return difference === null ? words.warnings[warning] : words.sameNameBut[difference]
}

function showSimilarName(patient: Patient, all: readonly Patient[], words: Messages): string {
  const similar = similarNameOf(patient, all)
  const name = similar === null ? null : mainName(similar.other)
  if (similar === null || name === null) return words.warnings['similar-name']
  const { given, family } = partsOf(name)
  if (similar.part === 'both') return words.similarWholeName(`${given[0] ?? ''} ${family ?? ''}`)
  return words.similarName[similar.likeness]((similar.part === 'given' ? given[0] : family) ?? '')
}
