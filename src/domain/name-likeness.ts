/** How alike two names are that are not the same, to the eye and to the ear. */
import { isShortForm } from './short-names.ts'

/** One letter apart, alike to the ear, or one the short form of the other. */
export type NameLikeness = 'one-letter' | 'sound' | 'short-form'

/** Shorter names are a letter apart from half of all others. */
const shortestForOneLetter = 3

/** Consonants alone tell names apart only where there are enough of them: John and Jane share theirs. */
const fewestConsonants = 4

/** How one folded given name is like another, or null where they are the same, unlike or blank. */
export function likenessOfGiven(one: string, other: string): NameLikeness | null {
  if (one === '' || other === '' || one === other) return null
  return isShortForm(one, other) ? 'short-form' : likenessOfFamily(one, other)
}

/** How one folded family name is like another, or null; nobody is called by a short form of theirs. */
export function likenessOfFamily(one: string, other: string): Exclude<NameLikeness, 'short-form'> | null {
  if (one === '' || other === '' || one === other) return null
  if (isOneLetterApart(one, other)) return 'one-letter'
  return isAlikeToTheEar(one, other) ? 'sound' : null
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
