import { splitSuffix } from '../domain/name-parts.ts'
import { legalSexes, type PatientSearch } from '../domain/patient-search.ts'
import type { TelephoneFormat } from '../domain/site-policy.ts'
import { writeTelephone } from '../domain/telephone-number.ts'
import { isWholeDate } from './fhir-date.ts'

/** Longest values we take from a browser. */
const longest = { name: 80, system: 200, value: 64 }

/**
 * The parameters of a Patient search as Epic names them (facts/epic.md 1.2).
 *
 * `\`, `$`, `,` and `|` of a name or number are escaped (FHIR R4, search, "Escaping Search Parameters"): unescaped,
 * `Smith, Ray` would ask for two names. A suffix is not asked for: Epic keeps it in the printed name alone (1.7), and finds no
 * family of that name; who is meant is compared afterwards.
 */
export function toSearchParameters(search: PatientSearch, format: TelephoneFormat): URLSearchParams {
  if (search.by === 'record-number') {
    return new URLSearchParams({ identifier: `${escape(search.system)}|${escape(search.value)}` })
  }
  return new URLSearchParams({
    ...('family' in search ? { given: escape(search.given), family: escape(splitSuffix(search.family).rest) } : {}),
    ...('birthDate' in search ? { birthdate: search.birthDate } : {}),
    ...('legalSex' in search ? { 'legal-sex': search.legalSex } : {}),
    ...('telephone' in search ? { telecom: writeTelephone(search.telephone, format) } : {}),
  })
}

/**
 * The search that the parameters ask for, or null where they are not exactly one of ours: an unknown parameter, one
 * given twice, a number that is not E.164, a date that is not one whole day, a value too long or blank.
 */
export function readPatientSearch(params: URLSearchParams): PatientSearch | null {
  const names = [...params.keys()].sort().join(' ')
  switch (names) {
    case 'telecom':
      return readByTelephone(params)
    case 'birthdate family given':
      return readByBirthDate(params)
    case 'family given legal-sex telecom':
      return readBySex(params)
    case 'identifier':
      return readByRecordNumber(params)
    default:
      return null
  }
}

function readByTelephone(params: URLSearchParams): PatientSearch | null {
  const telephone = readE164(params)
  return telephone === null ? null : { by: 'telephone', telephone }
}

function readByBirthDate(params: URLSearchParams): PatientSearch | null {
  const name = readName(params)
  const birthDate = params.get('birthdate') ?? ''
  return name === null || !isWholeDate(birthDate) ? null : { by: 'name-and-birth-date', ...name, birthDate }
}

function readBySex(params: URLSearchParams): PatientSearch | null {
  const name = readName(params)
  const telephone = readE164(params)
  const legalSex = legalSexes.find((sex) => sex === params.get('legal-sex'))
  if (name === null || telephone === null || legalSex === undefined) return null
  return { by: 'name-sex-and-telephone', ...name, legalSex, telephone }
}

function readByRecordNumber(params: URLSearchParams): PatientSearch | null {
  const parts = (params.get('identifier') ?? '').match(/(?:\\.|[^\\|])+/gs)
  const isWhole = parts?.join('|') === params.get('identifier')
  if (parts?.length !== 2 || !isWhole) return null

  const system = readValue(parts[0] ?? null, longest.system)
  const value = readValue(parts[1] ?? null, longest.value)
  return system === null || value === null ? null : { by: 'record-number', system, value }
}

function readName(params: URLSearchParams): { given: string; family: string } | null {
  const given = readValue(params.get('given'), longest.name)
  const family = readValue(params.get('family'), longest.name)
  return given === null || family === null ? null : { given, family }
}

/** Unescapes one value. A sign of FHIR's that stands unescaped asks for more than one value: null. */
function readValue(text: string | null, longest: number): string | null {
  if (text === null || !/^(?:\\[\\$,|]|[^\\$,|\p{Cc}])+$/u.test(text)) return null

  const value = text.replace(/\\(.)/gs, '$1')
  return value.length <= longest && value.trim() === value && value !== '' ? value : null
}

function readE164(params: URLSearchParams): string | null {
  const telephone = params.get('telecom') ?? ''
  return /^\+[1-9]\d{6,14}$/.test(telephone) ? telephone : null
}

function escape(value: string): string {
  return value.replace(/[\\$,|]/g, String.raw`\$&`)
}
