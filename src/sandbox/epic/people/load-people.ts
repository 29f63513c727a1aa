import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** How many patients were taken, and what was left out of which file and why. */
export interface LoadReport {
  readonly used: number
  readonly skipped: readonly { readonly file: string; readonly reason: string; readonly count: number }[]
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
  const skipped: { file: string; reason: string; count: number }[] = []

  for (const file of filesOf(source)) {
    const counts = new Map<string, number>()
    const skip = (reason: string) => counts.set(reason, (counts.get(reason) ?? 0) + 1)
    const resources = readResources(file, skip)
    if (resources.length === 0 && counts.size === 0) skip('holds no Patient')
    for (const resource of resources) {
      const complaint = people.has(String(resource['id'])) ? 'id was seen before' : complaintAbout(resource)
      if (complaint === null) people.set(String(resource['id']), resource as unknown as fhir4.Patient)
      else skip(complaint)
    }
    for (const [reason, count] of counts) skipped.push({ file: path.basename(file), reason, count })
  }
  return { people: [...people.values()], report: { used: people.size, skipped } }
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
function readResources(file: string, skip: (reason: string) => void): readonly JsonObject[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  if (/\.ndjson$/i.test(file)) return readLines(text, skip)

  const whole = parse(text)
  if (whole !== null) return patientsOf(whole)
  skip('not JSON')
  return []
}

function readLines(text: string, skip: (reason: string) => void): readonly JsonObject[] {
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    const resource = parse(line)
    if (resource !== null) return patientsOf(resource)
    skip('line is not JSON')
    return []
  })
}

function patientsOf(resource: JsonObject): readonly JsonObject[] {
  if (resource['resourceType'] === 'Patient') return [resource]
  const entries: unknown[] = resource['resourceType'] === 'Bundle' ? asList(resource['entry']) : []
  return entries.flatMap((entry) =>
    isObject(entry) && isObject(entry['resource']) ? patientsOf(entry['resource']) : [],
  )
}

const lists = ['identifier', 'name', 'telecom', 'address', 'communication', 'link', 'extension']

/** Why a Patient cannot be served, or null. A patient without a name or a birth date can: such charts exist. */
function complaintAbout(patient: JsonObject): string | null {
  const id = patient['id']
  if (typeof id !== 'string' || id === '') return 'Patient without id'
  const wrong = lists.find((name) => patient[name] !== undefined && !isListOfObjects(patient[name]))
  if (wrong !== undefined) return `${wrong} is not a list as in FHIR R4`
  const birthDate = patient['birthDate']
  const isDate = typeof birthDate === 'string' && /^\d{4}(-\d\d(-\d\d)?)?$/.test(birthDate)
  return birthDate === undefined || isDate ? null : 'birthDate is not a FHIR date'
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject)
}

function parse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
