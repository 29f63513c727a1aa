import { findCandidates } from './candidates.ts'
import { issue } from './outcomes.ts'
import type { PatientIndex } from './patient-index.ts'
import type { AskedSearch, DemographicParameter } from './search-parameters.ts'

/** What a search comes to: rows of the index with what Epic says beside them, or a refusal (HTTP 400). */
export type SearchResult =
  | { readonly kind: 'rows'; readonly rows: readonly number[]; readonly issues: readonly fhir4.OperationOutcomeIssue[] }
  | { readonly kind: 'refused'; readonly issues: readonly fhir4.OperationOutcomeIssue[] }

/** Epic lists no more candidates than these for one search of patients (4127). */
const mostCandidates = 100

/**
 * Searches as Epic does: by a minimum data set, weighted and close to OR (facts/epic.md 1.1, 1.2).
 *
 * Too few criteria look like an answer: no rows, with 59133 beside 4101. A search by telephone alone is one of them,
 * unless the hospital allowed it.
 */
export function searchPatients(
  index: PatientIndex,
  asked: AskedSearch,
  phoneSearch: 'allowed' | 'refused',
): SearchResult {
  if (asked.ids !== null) return found(index, rowsOfIds(index, asked.ids), [])
  const ignored = asked.unknown.map((name) =>
    issue('59100', { diagnostics: `Unknown parameter: ${name.toUpperCase()}. Parameter has been ignored.` }),
  )
  const birthDates = asked.demographics.get('birthdate')
  if (birthDates !== undefined && !isOneDay(birthDates)) return badBirthDate(asked, ignored)
  if (asked.demographics.size === 0) return { kind: 'refused', issues: [...ignored, noDemographics] }
  if (!isEnough(asked, phoneSearch)) {
    return { kind: 'rows', rows: [], issues: [...ignored, issue('59133'), issue('4101')] }
  }

  const candidates = findCandidates(index, asked.demographics)
  if (candidates.length > mostCandidates) return { kind: 'refused', issues: [...ignored, issue('4127')] }
  return found(
    index,
    candidates.filter((row) => passesFilters(index.patients[row], asked)),
    ignored,
  )
}

const noDemographics = issue('59159', {
  diagnostics: 'This resource requires demographics or _id parameter for searching.',
  expression: 'demographics/_id',
})

function found(
  index: PatientIndex,
  rows: readonly number[],
  ignored: readonly fhir4.OperationOutcomeIssue[],
): SearchResult {
  const shown = rows.filter((row) => !index.behindGlass.has(row))
  const isPartlyWithheld = shown.some((row) => index.withheld.has(row))
  const issues = [
    ...ignored,
    ...(rows.length === 0 ? [issue('4101')] : []),
    ...(shown.length < rows.length ? [issue('4134')] : []),
    ...(isPartlyWithheld ? [issue('59204')] : []),
  ]
  return { kind: 'rows', rows: shown, issues }
}

function rowsOfIds(index: PatientIndex, ids: readonly string[]): readonly number[] {
  return ids.flatMap((id) => index.rowOfId.get(id) ?? [])
}

/** Exactly one day that exists, `1980-02-29`: ranges and partial dates are refused. */
function isOneDay(values: readonly string[]): boolean {
  const [day = ''] = values
  if (values.length !== 1 || !/^\d{4}-\d\d-\d\d$/.test(day)) return false
  const parsed = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
}

function badBirthDate(asked: AskedSearch, ignored: readonly fhir4.OperationOutcomeIssue[]): SearchResult {
  const badDate = issue('59100', {
    diagnostics: 'A single valid date is required for birthdate.',
    expression: 'birthdate',
  })
  const isOnly = asked.demographics.size === 1
  const fatal = isOnly ? noDemographics : issue('59159', { expression: 'birthdate' })
  return { kind: 'refused', issues: [...ignored, badDate, fatal] }
}

/** Epic's default minimum data sets since 2019, and phone alone where the hospital wants it. */
function isEnough({ demographics }: AskedSearch, phoneSearch: 'allowed' | 'refused'): boolean {
  const has = (...names: DemographicParameter[]) => names.some((name) => demographics.has(name))
  if (has('identifier')) return true
  if (has('telecom') && phoneSearch === 'allowed') return true

  const nameParts = demographics.get('name')?.join(' ').trim().split(/\s+/).length ?? 0
  const hasWholeName = (has('given') && has('family', 'own-name')) || (!has('given', 'family') && nameParts > 1)
  return hasWholeName && (has('birthdate') || (has('legal-sex', 'gender') && has('telecom')))
}

function passesFilters(patient: fhir4.Patient | undefined, { filters }: AskedSearch): boolean {
  const tests = {
    active: (value: string) => String(patient?.active ?? true) === value,
    email: (value: string) => hasTelecom(patient, 'email', value),
    phone: (value: string) => hasTelecom(patient, 'phone', value),
    language: (value: string) =>
      patient?.communication?.some(({ language }) => language.coding?.some(({ code }) => code === value)) ?? false,
  }
  return [...filters].every(([name, value]) => tests[name](value))
}

function hasTelecom(patient: fhir4.Patient | undefined, system: string, value: string): boolean {
  return patient?.telecom?.some((point) => point.system === system && point.value === value) ?? false
}
