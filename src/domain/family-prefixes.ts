/** Words before a family name that are many people's. */
import { foldName } from './person-name.ts'

/**
 * Dutch and German ones, those of the Romance languages, Arabic and Hebrew ones, where they stand as a word of their own.
 * HL7 has an extension that keeps them apart, which names `van` and `de la`; most records write them in the family name.
 * https://hl7.org/fhir/R4/extension-humanname-own-prefix.html
 */
const prefixes: ReadonlySet<string> = new Set(
  [
    'van von vom zum zur der den dem des ter ten het und',
    'de del dei della delle degli di da dal dalla do dos das du la las le les lo los san santa',
    'al el ul ibn bin ben bint abu saint',
  ].flatMap((line) => line.split(' ')),
)

/** Whether a word of a family name, `van` or `del`, tells nothing of whose it is. */
export function isFamilyPrefix(word: string): boolean {
  return prefixes.has(foldName(word))
}
