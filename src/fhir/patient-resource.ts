import type { Patient, PatientId, RecordNumber } from '../domain/patient.ts'
import { isMasked } from '../domain/record-number.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { readInterpreter, readLanguage, writeInterpreter, writeLanguage } from './communication.ts'
import { readTelephones, writeTelephones } from './contact-point.ts'
import { isFhirDate, isOver, todayUtc } from './fhir-date.ts'
import { objectOf, objectsOf, textOf, type JsonObject } from './foreign-json.ts'
import { readHome, writeHome } from './home-address.ts'
import { readNames, writeNames } from './human-name.ts'

const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
const legalSexExtension = 'http://open.epic.com/FHIR/StructureDefinition/extension/legal-sex'

/**
 * The few facts we handle of a Patient resource, or null where it is none or its id is not one.
 *
 * Every field may be absent, null or of the wrong type: what cannot be read is unknown, and the rest stands. An id may be
 * longer than FHIR's 64 characters (facts/epic.md 1.7) but holds no sign that means something in a URL or a page.
 *
 * @param today `2026-11-24`: numbers, names and addresses whose period ended before it are old.
 */
export function readPatient(resource: fhir4.Patient, policy: SitePolicy, today: string = todayUtc()): Patient | null {
  const patient = objectOf(resource)
  const id = readPatientId(patient?.['id'])
  if (patient?.['resourceType'] !== 'Patient' || id === null) return null

  const { replacedBy, isReplaced } = readReplacement(patient['link'])
  return {
    id,
    names: readNames(patient['name'], today),
    birthDate: readBirthDate(patient['birthDate']),
    legalSex: readLegalSex(patient),
    telephones: readTelephones(patient['telecom'], policy.country, today),
    recordNumbers: readRecordNumbers(patient['identifier'], policy, today),
    ...readHome(patient['address'], today),
    isDeceased: isYes(patient['deceasedBoolean']) || textOf(patient['deceasedDateTime']) !== null,
    // Merged into somebody we cannot name: not replaced by anyone, but not one to open without a warning either.
    isActive: patient['active'] !== false && patient['active'] !== 'false' && !(isReplaced && replacedBy === null),
    isRestricted: readRestricted(patient['meta']),
    replacedBy,
    replaces: readReplaced(patient['link']),
    language: readLanguage(patient['communication']),
    interpreter: readInterpreter(patient['extension']),
  }
}

/** A resource that holds what our Patient holds and nothing else (R29); `readPatient` gives the same patient back. */
export function writePatient(patient: Patient): fhir4.Patient {
  const { names, telephones, recordNumbers, language } = patient
  const extension = writeExtensions(patient)
  const address = writeHome(patient)
  const link = writeLinks(patient)
  return {
    resourceType: 'Patient',
    id: patient.id,
    ...(patient.isRestricted ? { meta: { security: [{ system: confidentiality, code: 'R' }] } } : {}),
    active: patient.isActive,
    deceasedBoolean: patient.isDeceased,
    ...(names.length === 0 ? {} : { name: writeNames(names) }),
    ...(telephones.length === 0 ? {} : { telecom: writeTelephones(telephones) }),
    ...(recordNumbers.length === 0
      ? {}
      : { identifier: recordNumbers.map(({ system, value }) => ({ system, value })) }),
    ...(patient.birthDate === null ? {} : { birthDate: patient.birthDate }),
    ...(extension.length === 0 ? {} : { extension }),
    ...(address.length === 0 ? {} : { address }),
    ...(language === null ? {} : { communication: writeLanguage(language) }),
    ...(link.length === 0 ? {} : { link }),
  }
}

/** The value as a patient's id, or null where it is none. */
export function readPatientId(value: unknown): PatientId | null {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,255}$/.test(value) ? value : null
}

function readBirthDate(value: unknown): string | null {
  const text = textOf(value)
  return text !== null && isFhirDate(text) ? text : null
}

function readLegalSex(patient: JsonObject): string | null {
  const extension = objectsOf(patient['extension']).find(({ url }) => url === legalSexExtension)
  const concept = objectOf(extension?.['valueCodeableConcept'])
  const code = objectsOf(concept?.['coding']).map((coding) => textOf(coding['code']))[0]
  return code ?? textOf(concept?.['text']) ?? textOf(patient['gender'])
}

function writeExtensions({ legalSex, interpreter }: Patient): fhir4.Extension[] {
  const sex = { url: legalSexExtension, valueCodeableConcept: { coding: [{ code: legalSex ?? '' }] } }
  return [...(legalSex === null ? [] : [sex]), ...(interpreter === null ? [] : [writeInterpreter(interpreter)])]
}

/** Restricted or very restricted; what else Epic writes there (`PATRPT`) says who entered a row. */
function readRestricted(meta: unknown): boolean {
  const labels = objectsOf(objectOf(meta)?.['security'])
  return labels.some(({ system, code }) => system === confidentiality && (code === 'R' || code === 'V'))
}

/** Only systems the site configured: type words differ from site to site, and the first row is seldom the right one. */
function readRecordNumbers(list: unknown, policy: SitePolicy, today: string): readonly RecordNumber[] {
  const numbers = new Map<string, RecordNumber>()
  for (const row of objectsOf(list)) {
    const system = policy.recordNumberSystems.find(({ system }) => system === textOf(row['system']))?.system
    const value = textOf(row['value'])
    if (system === undefined || value === null || isMasked(value)) continue
    if (row['use'] === 'old' || isOver(row['period'], today)) continue
    numbers.set(`${system} ${value}`, { system, value })
  }
  return [...numbers.values()]
}

function readReplacement(list: unknown): { replacedBy: PatientId | null; isReplaced: boolean } {
  const links = objectsOf(list).filter((link) => link['type'] === 'replaced-by')
  const ids = links.map((link) => readReference(objectOf(link['other'])?.['reference']))
  return { replacedBy: ids.find((id) => id !== null) ?? null, isReplaced: links.length > 0 }
}

function readReplaced(list: unknown): readonly PatientId[] {
  const links = objectsOf(list).filter((link) => link['type'] === 'replaces')
  const ids = links.map((link) => readReference(objectOf(link['other'])?.['reference']))
  return [...new Set(ids.filter((id) => id !== null))]
}

function writeLinks({ replacedBy, replaces }: Patient): fhir4.PatientLink[] {
  return [
    ...(replacedBy === null ? [] : [{ type: 'replaced-by' as const, other: referenceTo(replacedBy) }]),
    ...replaces.map((id) => ({ type: 'replaces' as const, other: referenceTo(id) })),
  ]
}

function referenceTo(id: PatientId): fhir4.Reference {
  return { reference: `Patient/${id}` }
}

/** The id in `Patient/abc`, `https://host/R4/Patient/abc` or `Patient/abc/_history/1`. */
function readReference(value: unknown): PatientId | null {
  const parts = /(?:^|\/)Patient\/([^/]+)(?:\/_history\/[^/]+)?$/.exec(textOf(value) ?? '')
  return readPatientId(parts?.[1])
}

/** Some servers write booleans as words. */
function isYes(value: unknown): boolean {
  return value === true || value === 'true'
}
