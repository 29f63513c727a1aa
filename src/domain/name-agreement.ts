/** How the names of a patient stand to the name the caller said. */
import { isFamilyPrefix } from './family-prefixes.ts'
import { likenessOfFamily, likenessOfGiven, type NameLikeness } from './name-likeness.ts'
import { foldSuffix, partsOf, splitSuffix } from './name-parts.ts'
import type { PatientName } from './patient.ts'
import { foldName, splitName } from './person-name.ts'

/**
 * How a name of a candidate stands to the one that was said. `former` is a name the patient once had; `part` is one of
 * the words of a double name; a likeness is not the same name. `unknown` is silence on either side.
 */
export type NameAgreement = 'agrees' | 'former' | 'part' | NameLikeness | 'differs' | 'unknown'

/** A name as the caller said it; null or empty where not. A suffix stands behind the family name. */
export interface SaidName {
  readonly given: string | null
  readonly family: string | null
}

/** Shorter words of a double name are many people's. */
const shortestPart = 3

/**
 * Compares the names of a patient with the name that was said, given, family and suffix each by itself.
 *
 * All names count, folded: the official one and the one in use, nicknames, those before a marriage. A given name agrees with
 * any one of the given names. A person of one name agrees by it, whether it was said as the given or the family name.
 */
export function agreeOnNames(
  names: readonly PatientName[],
  said: SaidName,
): {
  readonly given: NameAgreement
  readonly family: NameAgreement
  readonly suffix: 'agrees' | 'differs' | 'unknown'
} {
  const { rest, suffix } = splitSuffix(said.family ?? '')
  const given = foldName(said.given ?? '')
  const family = foldName(rest)
  const only = onlyNameOf(names)
  const isNamed = only !== null && (given === only || family === only)
  const isOnly = (name: string) => (name === only ? 'agrees' : 'unknown')
  return {
    given: isNamed ? isOnly(given) : agreeOnGiven(said.given ?? '', names),
    family: isNamed ? isOnly(family) : agreeOnFamily(family, rest, names),
    suffix: agreeOnSuffix(suffix, names),
  }
}

/** The former family name, as Epic writes it, that the said one agrees with; null where it agrees with none. */
export function formerFamilyOf(names: readonly PatientName[], family: string): string | null {
  const folded = foldName(splitSuffix(family).rest)
  const former = names.filter(isFormer).map((name) => partsOf(name).family)
  return former.find((name) => name !== null && foldName(name) === folded) ?? null
}

/** The given name, as Epic writes it, that the said one is like and not the same; null without one. */
export function givenLike(names: readonly PatientName[], given: string): string | null {
  const folded = foldName(given)
  return (
    names.flatMap((name) => partsOf(name).given).find((name) => likenessOfGiven(folded, foldName(name)) !== null) ??
    null
  )
}

function agreeOnGiven(written: string, names: readonly PatientName[]): NameAgreement {
  const said = foldName(written)
  const all = names.map((name) => partsOf(name).given)
  const known = foldAll(all.flat())
  if (said === '' || known.length === 0) return 'unknown'
  if (known.includes(said) || foldAll(all.map((given) => given.join(' '))).includes(said)) return 'agrees'

  // Of several names that were said the first counts: `Maria Ana` is not a long form of Maria.
  const first = foldName(written.trim().split(/\s/)[0] ?? '')
  return likest(known.map((name) => likenessOfGiven(first, name)))
}

function agreeOnFamily(said: string, written: string, names: readonly PatientName[]): NameAgreement {
  const known = familiesOf(names)
  if (said === '' || foldAll(known).length === 0) return 'unknown'
  if (foldAll(familiesOf(names.filter((name) => !isFormer(name)))).includes(said)) return 'agrees'
  if (foldAll(known).includes(said)) return 'former'

  const words = partsOfDouble(written)
  const isPart = known.some((family) => sharesPart(words, partsOfDouble(family)))
  return isPart ? 'part' : likest(foldAll(known).map((family) => likenessOfFamily(said, family)))
}

function familiesOf(names: readonly PatientName[]): string[] {
  return names.flatMap((name) => partsOf(name).family ?? [])
}

function agreeOnSuffix(said: string | null, names: readonly PatientName[]): 'agrees' | 'differs' | 'unknown' {
  const known = names.flatMap((name) => foldSuffix(partsOf(name).suffix) ?? [])
  const folded = foldSuffix(said)
  if (folded === null || known.length === 0) return 'unknown'
  return known.includes(folded) ? 'agrees' : 'differs'
}

/** The one word that all names of a person consist of, folded; null for people of two names and more. */
function onlyNameOf(names: readonly PatientName[]): string | null {
  const words = new Set(
    names.flatMap((name) => {
      const { given, family } = partsOf(name)
      return foldAll([...given, ...(family === null ? [] : [family])])
    }),
  )
  const [only = null] = words
  return words.size === 1 ? only : null
}

const nearestFirst: readonly NameLikeness[] = ['short-form', 'one-letter', 'sound']

function likest(likenesses: readonly (NameLikeness | null)[]): NameAgreement {
  return nearestFirst.find((likeness) => likenesses.includes(likeness)) ?? 'differs'
}

/** The words of a double name, `Garcia-Lopez` or `Garcia Lopez`, folded. `van Putten` and `van Dyke` share none. */
function partsOfDouble(family: string): string[] {
  const words = foldAll(splitName(family))
  return words.filter((word) => word.length >= shortestPart && !isFamilyPrefix(word))
}

function sharesPart(one: readonly string[], other: readonly string[]): boolean {
  return one.some((word) => other.includes(word))
}

function isFormer({ use }: PatientName): boolean {
  return use === 'old' || use === 'maiden'
}

function foldAll(names: readonly string[]): string[] {
  return names.map(foldName).filter((name) => name !== '')
}
