import type { Check } from '../domain/entered.ts'
import type { Comparison, Said } from '../domain/match.ts'
import { formerFamilyOf, givenLike, type NameAgreement } from '../domain/name-agreement.ts'
import type { Patient } from '../domain/patient.ts'
import type { Told } from '../domain/telling-answers.ts'
import type { Identifier } from '../domain/verification-policy.ts'
import type { Messages } from './messages-en.ts'

/** The sign beside each word: colour is never alone. */
const signs: Readonly<Record<NameAgreement, string>> = {
  agrees: '✓',
  former: '✓',
  part: '≈',
  'short-form': '≈',
  'one-letter': '≈',
  sound: '≈',
  differs: '✕',
  unknown: '?',
}

/** What one field comes to: its sign and word, and whether it speaks for this candidate. */
export interface ShownAgreement {
  readonly text: string
  readonly isFor: boolean
}

/**
 * How one candidate agrees with what was said, field by field, each with its sign and word; none where nothing was said.
 *
 * Of the patient's own facts only names are told, which are shown anyway. That a patient has the calling number is said by
 * its use, beside the name; here stands only that one does not.
 */
export function showAgreements(
  { names }: Patient,
  comparison: Comparison,
  told: Told,
  checks: readonly Check[],
  said: Said,
  words: Messages,
): readonly ShownAgreement[] {
  const { fields, nameFields } = words.agreement
  const showPlain = (field: keyof typeof fields, agreement: NameAgreement | undefined) => {
    if (agreement === undefined || agreement === 'unknown') return null
    return shown(agreement, fields[field][agreement === 'agrees' ? 'agrees' : 'differs'])
  }
  const showName = (field: 'family' | 'given', agreement: NameAgreement, like: string | null) => {
    return agreement === 'unknown' ? null : shown(agreement, nameFields[field][agreement](like ?? ''))
  }
  const checked = (identifier: Identifier) => checks.find((check) => check.identifier === identifier)?.agreement
  const isDateInPart = said.birthDate !== null && comparison.birthDate === 'unknown'
  return [
    isDateInPart ? shown('unknown', words.agreement.birthDateInPart) : showPlain('birthDate', comparison.birthDate),
    showPlain('recordNumber', checked('record-number') ?? comparison.recordNumber),
    showName('family', comparison.family, formerFamilyOf(names, said.family ?? '')),
    showName('given', told.given ?? comparison.given, givenLike(names, said.given ?? '')),
    showPlain('suffix', comparison.suffix),
    comparison.telephone === 'differs' ? shown('differs', words.agreement.otherNumber) : null,
    showPlain('streetNumber', told['street-number']),
    showPlain('recordTail', told['record-number'] ?? checked('record-number-tail')),
    showPlain('town', told.town ?? checked('town')),
    showPlain('nameLetters', checked('name-letters')),
  ].filter((agreement) => agreement !== null)
}

function shown(agreement: NameAgreement, word: string): ShownAgreement {
  return { text: `${signs[agreement]} ${word}`, isFor: signs[agreement] === signs.agrees }
}
