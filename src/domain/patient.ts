/** The few facts of a patient that the product handles. Everything else Epic sends stays at the wall of `fhir/`. */

/** A FHIR logical id of a patient: opaque, another at each Epic customer, sometimes over 64 characters (facts/epic.md 1.7). */
export type PatientId = string

/** One name. `text` is what Epic would print, and the only place where some suffixes ("III") stand. */
export interface PatientName {
  readonly use: 'official' | 'usual' | 'nickname' | 'old' | 'maiden' | 'other'
  readonly family: string | null
  readonly given: readonly string[]
  readonly text: string | null
}

/**
 * One telephone number, as far as we could read it.
 *
 * `e164` is null where the text is no number of the site's countries. `use` is Epic's word. `isOld` is true for
 * `use: old` and for a period that is over: such a number says who once had it.
 */
export interface PatientTelephone {
  readonly e164: string | null
  readonly use: 'home' | 'mobile' | 'work' | 'temp' | 'unknown'
  readonly isOld: boolean
}

/** Whether the patient needs an interpreter, as far as Epic says. */
export type InterpreterNeed = 'needed' | 'not-needed'

/** An identifier of one of the systems the site configured as record numbers. Leading zeros count: it is text. */
export interface RecordNumber {
  readonly system: string
  readonly value: string
}

/**
 * A patient.
 *
 * `birthDate` is text as FHIR writes dates: `1984-03-12`, `1984-03`, `1984`, or null. It is never made a `Date`:
 * that would shift it by the time zone. `legalSex` is Epic's legal sex, else FHIR's `gender`.
 * `town` and `streetNumber` are of the current home address; the number is text (`12B`), and is compared with what the
 * caller says but never shown. `replacedBy` is the surviving id of a merged patient; `replaces` are the ids of records that
 * were merged into this one. `isRestricted` says that Epic marks the record confidential. `language` is a tag of BCP 47
 * (`es`) where Epic gives one, else Epic's word.
 */
export interface Patient {
  readonly id: PatientId
  readonly names: readonly PatientName[]
  readonly birthDate: string | null
  readonly legalSex: string | null
  readonly telephones: readonly PatientTelephone[]
  readonly recordNumbers: readonly RecordNumber[]
  readonly town: string | null
  readonly streetNumber: string | null
  readonly isDeceased: boolean
  readonly isActive: boolean
  readonly isRestricted: boolean
  readonly replacedBy: PatientId | null
  readonly replaces: readonly PatientId[]
  readonly language: string | null
  readonly interpreter: InterpreterNeed | null
}

/** The name to call a patient by: the official one, else the usual one, else the first that is not old. */
export function mainName(patient: Patient): PatientName | null {
  const byUse = (use: PatientName['use']) => patient.names.find((name) => name.use === use)
  const current = patient.names.find((name) => name.use !== 'old' && name.use !== 'maiden')
  return byUse('official') ?? byUse('usual') ?? current ?? patient.names[0] ?? null
}

/** Whose chart opens for a patient: of a merged record never its own id, but the one that survives (facts/epic.md 1.4, 4107). */
export function chartIdOf({ id, replacedBy }: Patient): PatientId {
  return replacedBy ?? id
}
