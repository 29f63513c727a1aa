import type { CertainMatchQuestion } from '../domain/certain-match.ts'
import type { TelephoneFormat } from '../domain/site-policy.ts'
import { writeTelephone } from '../domain/telephone-number.ts'
import { isWholeDate } from './fhir-date.ts'
import { type JsonObject, objectOf } from './foreign-json.ts'

/** Longest name we take from a browser, as for a search. */
const longestName = 80

/** FHIR's administrative genders as far as a legal sex says one; `unknown` would say nothing. */
const genders = {
  female: 'female',
  male: 'male',
  nonbinary: 'other',
  x: 'other',
  other: 'other',
  unknown: null,
} as const

/**
 * The body of a `$match` as Epic takes it: one official name, one telephone, no identifier, and `onlyCertainMatches` as a
 * boolean, for the text "true" of its own sample is refused (facts/epic.md 1.5).
 *
 * @see http://hl7.org/fhir/R4/patient-operation-match.html
 */
export function toMatchParameters(question: CertainMatchQuestion, format: TelephoneFormat): fhir4.Parameters {
  const { given, family, birthDate, legalSex, telephone } = question
  const gender = legalSex === null ? null : genders[legalSex]
  const resource: fhir4.Patient = {
    resourceType: 'Patient',
    name: [{ use: 'official', family, given: given.split(/\s+/) }],
    telecom: [{ system: 'phone', value: writeTelephone(telephone, format) }],
    ...(gender === null ? {} : { gender }),
    birthDate,
  }
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'resource', resource },
      { name: 'onlyCertainMatches', valueBoolean: true },
    ],
  }
}

/**
 * The question that a body asks, or null where it is not exactly one of ours: an element we do not write, a second name or
 * telephone, a number that is not E.164, a date that is not one whole day, a value too long or blank.
 */
export function readMatchParameters(body: unknown): CertainMatchQuestion | null {
  const parameters = onlyWith(body, ['resourceType', 'parameter'])
  const [asked, certain, ...others] = listOf(parameters?.['parameter'])
  const parameter = onlyWith(asked, ['name', 'resource'])
  const isCertain = onlyWith(certain, ['name', 'valueBoolean'])
  const isWhole =
    parameters?.['resourceType'] === 'Parameters' &&
    parameter?.['name'] === 'resource' &&
    isCertain?.['name'] === 'onlyCertainMatches' &&
    isCertain['valueBoolean'] === true &&
    others.length === 0
  return isWhole ? readAskedPatient(parameter['resource']) : null
}

function readAskedPatient(resource: unknown): CertainMatchQuestion | null {
  const patient = onlyWith(resource, ['resourceType', 'name', 'telecom', 'gender', 'birthDate'])
  const name = onlyWith(onlyOne(patient?.['name']), ['use', 'family', 'given'])
  const telecom = onlyWith(onlyOne(patient?.['telecom']), ['system', 'value'])
  if (patient?.['resourceType'] !== 'Patient' || name?.['use'] !== 'official' || telecom?.['system'] !== 'phone') {
    return null
  }

  const family = readName(name['family'])
  const given = readName(listOf(name['given']).join(' '))
  const { birthDate } = patient
  const telephone = telecom['value']
  const legalSex = readGender(patient['gender'])
  if (family === null || given === null || legalSex === undefined) return null
  if (typeof birthDate !== 'string' || !isWholeDate(birthDate)) return null
  if (typeof telephone !== 'string' || !/^\+[1-9]\d{6,14}$/.test(telephone)) return null
  return { given, family, birthDate, legalSex, telephone }
}

/** Undefined for what is none of the three words we send. */
function readGender(value: unknown): 'female' | 'male' | 'other' | null | undefined {
  if (value === undefined) return null
  return (['female', 'male', 'other'] as const).find((gender) => gender === value)
}

function readName(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > longestName || value.trim() !== value || value === '') return null
  return /\p{Cc}/u.test(value) ? null : value
}

/** The value as an object without any member but these; else null. */
function onlyWith(value: unknown, names: readonly string[]): JsonObject | null {
  const object = objectOf(value)
  return object !== null && Object.keys(object).every((name) => names.includes(name)) ? object : null
}

function onlyOne(value: unknown): unknown {
  const list = listOf(value)
  return list.length === 1 ? list[0] : null
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
