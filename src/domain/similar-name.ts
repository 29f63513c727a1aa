/** Names that are easily taken for one another on the telephone. */
import { mainName, type Patient } from './patient.ts'
import { foldName } from './person-name.ts'
import { isShortForm } from './short-names.ts'

/** How two given names are alike: one letter apart, alike to the ear, or one the short form of the other. */
export type NameLikeness = 'one-letter' | 'sound' | 'short-form'

/** Somebody of the same family name whose given name is like the patient's, and how. */
export interface SimilarName {
  readonly other: Patient
  readonly likeness: NameLikeness
}

/** Shorter names are a letter apart from half of all others. */
const shortestForOneLetter = 3

/** Consonants alone tell names apart only where there are enough of them: John and Jane share theirs. */
const fewestConsonants = 4

/**
 * The first other candidate with the same family name and a given name like the patient's, or null.
 *
 * Compared folded, by the first given name. Equal names are namesakes, which is another warning.
 */
export function similarNameOf(patient: Patient, all: readonly Patient[]): SimilarName | null {
  for (const other of all) {
    const likeness = other.id === patient.id || !isOfFamily(other, patient) ? null : likenessOf(other, patient)
    if (likeness !== null) return { other, likeness }
  }
  return null
}

function isOfFamily(one: Patient, other: Patient): boolean {
  const family = foldName(mainName(one)?.family ?? '')
  return family !== '' && family === foldName(mainName(other)?.family ?? '')
}

function likenessOf(one: Patient, other: Patient): NameLikeness | null {
  const [first, second] = [givenOf(one), givenOf(other)]
  if (first === '' || second === '' || first === second) return null
  if (isShortForm(first, second)) return 'short-form'
  if (isOneLetterApart(first, second)) return 'one-letter'
  return isAlikeToTheEar(first, second) ? 'sound' : null
}

function givenOf(patient: Patient): string {
  return foldName(mainName(patient)?.given[0] ?? '')
}

/** One letter more, less or another, or two neighbours that changed places. */
function isOneLetterApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < shortestForOneLetter || long.length - short.length > 1) return false

  let same = 0
  while (same < short.length && short[same] === long[same]) same += 1
  if (long.length > short.length) return short.slice(same) === long.slice(same + 1)
  if (short.slice(same + 1) === long.slice(same + 1)) return true
  const isSwapped = short[same] === long[same + 1] && short[same + 1] === long[same]
  return isSwapped && short.slice(same + 2) === long.slice(same + 2)
}

function isAlikeToTheEar(one: string, other: string): boolean {
  const [first, second] = [soundOf(one), soundOf(other)]
  if (first === second) return true
  const [bones, otherBones] = [consonantsOf(first), consonantsOf(second)]
  return bones.length >= fewestConsonants && bones === otherBones && first[0] === second[0]
}

/**
 * A rough key of how an English speaker hears a name: letters that sound alike become one, silent ones go.
 * `Stephen` and `Steven` share one, and so do `Sarah` and `Sara`, `Catherine` and `Katherine`.
 */
function soundOf(name: string): string {
  return spellings.reduce((sound, [spelling, heard]) => sound.replace(spelling, heard), name)
}

const spellings: readonly (readonly [RegExp, string])[] = [
  [/^kn|^gn/, 'n'],
  [/^wr/, 'r'],
  [/ph|v/g, 'f'],
  [/th/g, 't'],
  [/s?ch|sh/g, 'x'],
  [/ck|q/g, 'k'],
  [/c(?=[eiy])|z/g, 's'],
  [/c/g, 'k'],
  [/g(?=[eiy])/g, 'j'],
  [/(?<=.)h/g, ''],
  [/[ae]y$|ie$|ee|ea|y/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/(?<=..)e$/, ''],
]

function consonantsOf(sound: string): string {
  return sound.replace(/[aeiou]/g, '')
}
