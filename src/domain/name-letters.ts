/** The first letters of a family name: what a site may have typed of a name that stands on the row. */
import { isFamilyPrefix } from './family-prefixes.ts'
import type { Agreement } from './match.ts'
import { partsOf } from './name-parts.ts'
import type { PatientName } from './patient.ts'
import { foldName, splitName } from './person-name.ts'

/** Fewer letters are many people's; a name that is shorter is typed whole. */
export const fewestLetters = 3

/** Whether so much was typed that it begins some name and not any. */
export function areLettersEnough(typed: string): boolean {
  return foldName(typed).length >= fewestLetters
}

/**
 * Whether the letters begin a family name of the patient: one in use or a former one, from its first word on, behind its
 * prefixes (`ber` for `van den Berg`), or from a later word of a double name. Fewer than three letters agree with a name that
 * is just these (`Ng`). A person of one name agrees by it. `unknown` without letters, or where Epic knows no family name.
 */
export function agreeOnLetters(names: readonly PatientName[], typed: string): Agreement {
  const letters = foldName(typed)
  const beginnings = names.flatMap((name) => beginningsOf(partsOf(name).family ?? ''))
  if (letters === '' || beginnings.length === 0) return 'unknown'

  const isBeginning = (name: string) => (areLettersEnough(letters) ? name.startsWith(letters) : name === letters)
  return beginnings.some(isBeginning) ? 'agrees' : 'differs'
}

/** The family name from each of its words on, folded; not from a prefix in its midst. */
function beginningsOf(family: string): string[] {
  const words = splitName(family)
  return words
    .map((word, at) => (at > 0 && isFamilyPrefix(word) ? '' : foldName(words.slice(at).join(' '))))
    .filter((name) => name !== '')
}
