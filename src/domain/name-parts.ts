/** The parts of a name, wherever Epic wrote them. */
import { mainName, type Patient, type PatientName } from './patient.ts'
import { foldName } from './person-name.ts'

/** A name in its parts, as written. `suffix` is `Jr.`, `III`; null without one. */
export interface NameParts {
  readonly given: readonly string[]
  readonly family: string | null
  readonly suffix: string | null
}

const suffixes = /(?<=\p{Letter})[\s,]+(jr\.?|junior|sr\.?|senior|i{2,3}|iv|v|2nd|3rd|4th)$/iu

/** One suffix has several writings; who says "the second" may mean either. */
const foldedSuffixes: Readonly<Record<string, string>> = {
  junior: 'jr',
  senior: 'sr',
  '2nd': 'ii',
  '3rd': 'iii',
  '4th': 'iv',
}

/** Takes the suffix off the end of a name: `Whitfield Jr.` → `Whitfield` and `Jr.`; a name that is nothing else stays. */
export function splitSuffix(name: string): { readonly rest: string; readonly suffix: string | null } {
  const text = name.trim()
  const suffix = suffixes.exec(text)
  return suffix === null
    ? { rest: text, suffix: null }
    : { rest: text.slice(0, suffix.index), suffix: suffix[1] ?? null }
}

/** A suffix to compare by: `Junior` and `Jr.` → `jr`. Null stays null. */
export function foldSuffix(suffix: string | null): string | null {
  if (suffix === null) return null
  const folded = foldName(suffix)
  return foldedSuffixes[folded] ?? folded
}

/**
 * The parts of one name.
 *
 * A suffix may stand in the family name or in `text` alone (facts/epic.md 1.7). Where there is nothing but `text`, its
 * last word is the family name, or what stands before a comma; a single word is the family name, or a nickname's given.
 */
export function partsOf(name: PatientName): NameParts {
  const { rest: family, suffix: ofFamily } = splitSuffix(name.family ?? '')
  const { rest: text, suffix: ofText } = splitSuffix(name.text ?? '')
  const suffix = ofFamily ?? ofText
  if (family !== '' || name.given.length > 0)
    return { given: name.given, family: family === '' ? null : family, suffix }

  const [before = '', after] = text.split(/\s*,\s*/)
  if (after !== undefined) return { given: wordsOf(after), family: before === '' ? null : before, suffix }
  const words = wordsOf(text)
  if (name.use === 'nickname' && words.length === 1) return { given: words, family: null, suffix }
  return { given: words.slice(0, -1), family: words.at(-1) ?? null, suffix }
}

/** The first given and the family name a patient is called by now, folded; empty where there is none. */
export function calledBy(patient: Patient): { readonly given: string; readonly family: string } {
  const name = mainName(patient)
  const parts = name === null ? null : partsOf(name)
  return { given: foldName(parts?.given[0] ?? ''), family: foldName(parts?.family ?? '') }
}

/** The suffix of the name a patient is called by now, as written: it may tell father from son. Null without one. */
export function suffixOf(patient: Patient): string | null {
  const name = mainName(patient)
  return name === null ? null : partsOf(name).suffix
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
