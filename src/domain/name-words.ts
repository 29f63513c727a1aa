import { isFamilyPrefix } from './family-prefixes.ts'
import { splitName } from './person-name.ts'

/**
 * The words of a name that tell whose it is: each half of a double one by itself, and of `de la Cruz` the last, for the other
 * two stand in any sentence. A name of nothing but such words keeps them.
 */
export function wordsOfName(name: string): readonly string[] {
  const words = splitName(name)
  const telling = words.filter((word) => !isFamilyPrefix(word))
  return telling.length > 0 ? telling : words
}
