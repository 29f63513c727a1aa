import type { Ani } from './ani.ts'
import { isWholeDay } from './birth-date.ts'
import { agreeOnNames, type NameAgreement } from './name-agreement.ts'
import type { Patient, PatientTelephone } from './patient.ts'
import { isSameNumber } from './record-number.ts'

/** How one field of a candidate stands to what was said. `unknown` is silence on either side, not a difference. */
export type Agreement = 'agrees' | 'differs' | 'unknown'

/**
 * What the caller said so far, as the agent entered it. Null, empty and absent fields were not said. A suffix stands
 * behind the family name, as people say it: `Whitfield Jr.`
 */
export interface Said {
  readonly birthDate: string | null
  readonly given: string | null
  readonly family: string | null
  readonly recordNumber?: string | null
}

/** One candidate against what was said, field by field. Never a score: each field is shown with its word and sign. */
export interface Comparison {
  readonly birthDate: Agreement
  readonly given: NameAgreement
  readonly family: NameAgreement
  readonly suffix: Agreement
  readonly telephone: Agreement
  readonly recordNumber: Agreement
}

/**
 * Compares one candidate, field by field, with what the call and the caller said.
 *
 * The order of the server is not used: Epic's search is a weighted OR, so a hit says little about any one field (R49).
 * Names compare folded, against every name the patient ever had; what is alike and not the same has words of its own.
 * Dates compare as written: `1984-03` neither agrees nor differs with a day in that month, and differs with any other.
 * A record number is compared whole: leading zeros count.
 *
 * @see facts/epic.md 1.2 and 1.7; Joint Commission, two patient identifiers.
 */
export function compare(patient: Patient, said: Said, ani: Ani): Comparison {
  return {
    birthDate: agreeOnBirthDate(said.birthDate, patient.birthDate),
    ...agreeOnNames(patient.names, said),
    telephone: agreeOnTelephone(ani, patient.telephones),
    recordNumber: agreeOnNumber(
      said.recordNumber ?? '',
      patient.recordNumbers.map(({ value }) => value),
    ),
  }
}

function agreeOnBirthDate(said: string | null, known: string | null): Agreement {
  if (said === null || known === null) return 'unknown'
  if (isWholeDay(known)) return said === known ? 'agrees' : 'differs'
  return said.startsWith(`${known}-`) ? 'unknown' : 'differs'
}

function agreeOnNumber(said: string, known: readonly string[]): Agreement {
  if (said === '' || known.length === 0) return 'unknown'
  return known.some((number) => isSameNumber(number, said)) ? 'agrees' : 'differs'
}

function agreeOnTelephone(ani: Ani, known: readonly PatientTelephone[]): Agreement {
  if (ani.kind !== 'number' || known.length === 0) return 'unknown'
  return telephoneOf(ani, known) === null ? 'differs' : 'agrees'
}

/** The entry under which a patient has the calling number, or null. A current entry is preferred to an old one. */
export function telephoneOf(ani: Ani, telephones: readonly PatientTelephone[]): PatientTelephone | null {
  if (ani.kind !== 'number') return null

  const entries = telephones.filter((telephone) => telephone.e164 === ani.e164)
  return entries.find((telephone) => !telephone.isOld) ?? entries[0] ?? null
}
