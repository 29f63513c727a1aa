import type { Patient, PatientId } from './patient.ts'

/** Epic's legal sexes (facts/epic.md 1.2, `legal-sex`). */
export const legalSexes = ['female', 'male', 'nonbinary', 'x', 'other', 'unknown'] as const

export type LegalSex = (typeof legalSexes)[number]

/**
 * One question to Epic, by one of the minimum data sets it accepts (facts/epic.md 1.1).
 *
 * `telephone` is E.164 (`+16085550142`); the formats that Epic stores are made at the wall of `fhir/`.
 * `birthDate` is one whole day, `1980-02-29`: Epic takes no ranges.
 */
export type PatientSearch =
  | { readonly by: 'telephone'; readonly telephone: string }
  | {
      readonly by: 'name-and-birth-date'
      readonly given: string
      readonly family: string
      readonly birthDate: string
    }
  | {
      readonly by: 'name-sex-and-telephone'
      readonly given: string
      readonly family: string
      readonly legalSex: LegalSex
      readonly telephone: string
    }
  | { readonly by: 'record-number'; readonly system: string; readonly value: string }

/**
 * What Epic answered.
 *
 * `none` is said only for a whole, valid answer without patients and without a complaint.
 * `too-little` is Epic's "that is not enough to search with", which looks like "nobody" in the bare numbers
 * (4101 beside 59133, 59159; facts/epic.md 1.1). `too-many` is more than we show (10) or Epic lists (100); `count` is how
 * many, where Epic listed them all. `someWithheld` says that Epic left something out of the answer (59204, 4119).
 * `confirmedEarlier` names those of the patients whom an agent confirmed who had this call before; the broker says it, and
 * it is absent where there is none.
 */
export type PatientSearchAnswer =
  | {
      readonly kind: 'found'
      readonly patients: readonly Patient[]
      readonly someWithheld: boolean
      readonly confirmedEarlier?: readonly PatientId[]
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'too-little' }
  | { readonly kind: 'too-many'; readonly count?: number }

/** More candidates than these are not shown: the agent is asked for one more fact instead (R29). */
export const mostCandidates = 10
