import type { Ani } from './ani.ts'
import { isWholeDay } from './birth-date.ts'
import type { Patient, PatientTelephone } from './patient.ts'
import { foldName } from './person-name.ts'

/** How one field of a candidate stands to what was said. `unknown` is silence on either side, not a difference. */
export type Agreement = 'agrees' | 'differs' | 'unknown'

/** What the caller said so far, as the agent entered it. Null or empty fields were not said. */
export interface Said {
  readonly birthDate: string | null
  readonly given: string | null
  readonly family: string | null
}

/** One candidate against what was said, field by field. Never a score: each field is shown with its word and sign. */
export interface Comparison {
  readonly birthDate: Agreement
  readonly given: Agreement
  readonly family: Agreement
  readonly telephone: Agreement
}

/**
 * Compares one candidate, field by field, with what the call and the caller said.
 *
 * The order of the server is not used: Epic's search is a weighted OR, so a hit says little about any one field (R49).
 * Names compare folded, against every name the patient ever had; a given name agrees with any one of the given names.
 * Dates compare as written: `1984-03` neither agrees nor differs with a day in that month, and differs with any other.
 *
 * @see facts/epic.md 1.2 and 1.7; Joint Commission, two patient identifiers.
 */
export function compare(patient: Patient, said: Said, ani: Ani): Comparison {
  return {
    birthDate: agreeOnBirthDate(said.birthDate, patient.birthDate),
    given: agreeOnName(
      said.given,
      patient.names.flatMap((name) => [...name.given, name.given.join(' ')]),
    ),
    family: agreeOnName(
      said.family,
      patient.names.map((name) => name.family ?? ''),
    ),
    telephone: agreeOnTelephone(ani, patient.telephones),
  }
}

function agreeOnBirthDate(said: string | null, known: string | null): Agreement {
  if (said === null || known === null) return 'unknown'
  if (isWholeDay(known)) return said === known ? 'agrees' : 'differs'
  return said.startsWith(`${known}-`) ? 'unknown' : 'differs'
}

function agreeOnName(said: string | null, known: readonly string[]): Agreement {
  const folded = foldName(said ?? '')
  const names = known.map(foldName).filter((name) => name !== '')
  if (folded === '' || names.length === 0) return 'unknown'
  return names.includes(folded) ? 'agrees' : 'differs'
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
