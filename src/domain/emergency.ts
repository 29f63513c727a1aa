/** Opening a chart by one identifier, where a life may hang on it and the site allows that. */
import { partsOf } from './name-parts.ts'
import { wordsOfName } from './name-words.ts'
import type { Patient, PatientId } from './patient.ts'
import { foldName } from './person-name.ts'

/** An emergency that the agent began for one patient: the reason, as it stands in the field. */
export interface EmergencyDraft {
  readonly patient: PatientId
  readonly reason: string
}

/** What a typed reason comes to. It goes into the audit, so nothing of a patient may stand in it. */
export type TypedReason =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unfit'; readonly why: 'too-short' | 'too-long' | 'digits' | 'signs' | 'names' }
  | { readonly kind: 'reason'; readonly reason: string }

const fewestLetters = 10
/** Characters of a reason, at most. */
export const longestReason = 120

/**
 * Reads the reason for an emergency opening: 10 letters or more, 120 characters at most, blanks around and between words
 * made one.
 *
 * Refused are digits, in which dates, telephone and record numbers are written; control and invisible signs, which could
 * disguise a line of the log (R77); and the patient's own names.
 *
 * @param names Names that may not stand in it; the broker, which knows none, hands in an empty list.
 */
export function readReason(typed: string, names: readonly string[]): TypedReason {
  const reason = typed.trim().replace(/ +/g, ' ')
  if (reason === '') return { kind: 'empty' }
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(reason)) return { kind: 'unfit', why: 'signs' }
  if (/\p{Number}/u.test(reason)) return { kind: 'unfit', why: 'digits' }
  if (reason.length > longestReason) return { kind: 'unfit', why: 'too-long' }
  if (hasName(reason, names)) return { kind: 'unfit', why: 'names' }
  const letters = reason.match(/\p{Letter}/gu)?.length ?? 0
  return letters < fewestLetters ? { kind: 'unfit', why: 'too-short' } : { kind: 'reason', reason }
}

/** Every name of a patient, also one that is written as a whole text alone, word by word. */
export function namesOf({ names }: Patient): readonly string[] {
  return names
    .map(partsOf)
    .flatMap(({ given, family }) => [...given, family ?? ''])
    .flatMap(wordsOfName)
}

function hasName(reason: string, names: readonly string[]): boolean {
  const said = reason.split(/[^\p{Letter}\p{Mark}'’]+/u).map((word) => foldName(word.replace(/['’]s$/, '')))
  const folded = names.map(foldName).filter((name) => name.length > 1)
  return folded.some((name) => said.includes(name))
}
