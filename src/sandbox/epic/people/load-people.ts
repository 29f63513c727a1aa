import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * How many patients were taken, and what was left out and why. `at` is the first of `count` places in one file:
 * `folder/patients.ndjson:12`, its path as seen from where was loaded; without a line where the file is one document.
 */
export interface LoadReport {
  readonly used: number
  readonly skipped: readonly { readonly at: string; readonly reason: string; readonly count: number }[]
}

/**
 * Loads patients (FHIR R4) from a file or a folder: NDJSON, a Bundle, one Patient, or many of these as Synthea
 * writes them. Other resources in a Bundle are passed over in silence.
 *
 * A bad line, file or patient is left out and counted in the report, never guessed at. Throws only where `source`
 * itself cannot be read.
 */
export function loadPeople(source: string): { people: fhir4.Patient[]; report: LoadReport } {
  const people = new Map<string, fhir4.Patient>()
  const skipped: { at: string; reason: string; count: number }[] = []

  for (const file of filesOf(source)) {
    const complaints = new Map<string, { at: string; reason: string; count: number }>()
    const name = path.relative(source, file) || path.basename(file)
    const skip: Skip = (reason, line) => {
      const before = complaints.get(reason)
      if (before !== undefined) before.count += 1
      else complaints.set(reason, { at: line === null ? name : `${name}:${line}`, reason, count: 1 })
    }
    const found = readResources(file, skip)
    if (found.length === 0 && complaints.size === 0) skip('holds no Patient', null)
    for (const { resource, line } of found) {
      const id = String(resource['id'])
      const complaint = people.has(id) ? 'id was seen before' : complaintAbout(resource)
      if (complaint === null) people.set(id, resource as unknown as fhir4.Patient)
      else skip(complaint, line)
    }
    skipped.push(...complaints.values())
  }
  return { people: [...people.values()], report: { used: people.size, skipped } }
}

/** Counts what is left out. Lines are counted from 1; null where the file is one document. */
type Skip = (reason: string, line: number | null) => void

interface Found {
  readonly resource: JsonObject
  readonly line: number | null
}

type JsonObject = Readonly<Record<string, unknown>>

function filesOf(source: string): readonly string[] {
  if (!statSync(source).isDirectory()) return [source]
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|ndjson)$/i.test(name))
    .sort()
    .map((name) => path.join(source, name))
}

/** The Patients of one file, as yet unchecked. */
function readResources(file: string, skip: Skip): readonly Found[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  if (!/\.ndjson$/i.test(file)) return readDocument(text, null, skip)
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : readDocument(line, index + 1, skip)))
}

function readDocument(text: string, line: number | null, skip: Skip): readonly Found[] {
  const value = parse(text)
  if (isObject(value) && typeof value['resourceType'] === 'string') {
    return patientsOf(value).map((resource) => ({ resource, line }))
  }
  skip(value === undefined ? 'not JSON' : 'JSON, but no FHIR resource', line)
  return []
}

function patientsOf(resource: JsonObject): readonly JsonObject[] {
  if (resource['resourceType'] === 'Patient') return [resource]
  const entries: unknown[] = resource['resourceType'] === 'Bundle' ? asList(resource['entry']) : []
  return entries.flatMap((entry) =>
    isObject(entry) && isObject(entry['resource']) ? patientsOf(entry['resource']) : [],
  )
}

const lists = ['identifier', 'name', 'telecom', 'address', 'communication', 'link', 'extension']

/** Why a Patient cannot be served, or null. One without a birth date can: such charts exist. */
function complaintAbout(patient: JsonObject): string | null {
  const { id, birthDate } = patient
  if (typeof id !== 'string' || id === '') return 'Patient without id'
  if (!/^[A-Za-z0-9.-]{1,64}$/.test(id)) return 'id is not a FHIR id'
  const wrong = lists.find((name) => patient[name] !== undefined && !isListOfObjects(patient[name]))
  if (wrong !== undefined) return `${wrong} is not a list as in FHIR R4`
  if (!asList(patient['name']).some(hasName)) return 'Patient without a name'
  if (birthDate === undefined) return null
  const parts = typeof birthDate === 'string' ? /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(birthDate) : null
  if (parts === null) return 'birthDate is not a FHIR date'
  return isDay(parts) ? null : 'birthDate is a day that there is not'
}

function hasName(name: unknown): boolean {
  if (!isObject(name)) return false
  return [name['text'], name['family'], ...asList(name['given'])].some((part) => isWord(part))
}

function isWord(part: unknown): boolean {
  return typeof part === 'string' && part.trim() !== ''
}

/** Whether the calendar has this year, month and day, up to today; what is not given counts as the first. */
function isDay([, year, month = '01', day = '01']: readonly (string | undefined)[]): boolean {
  const written = `${year}-${month}-${day}`
  const time = Date.parse(`${written}T00:00:00Z`)
  // Somewhere it is tomorrow already.
  const isPast = time <= Date.now() + 24 * 60 * 60_000
  return year !== '0000' && isPast && new Date(time).toISOString().startsWith(written)
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject)
}

/** Any JSON value; undefined, which JSON has not, where the text is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
