import { createHash } from 'node:crypto'
import { assemblyOrder, contactPerson, familyParts, lineParts } from './dutch-parts.ts'
import type { Person, StoredTelephone } from './person.ts'

/** The played hospital's own branch of Epic's OID tree; real Epics have another number in the place of 999. */
const site = 'urn:oid:1.2.840.114350.1.13.999.1.7'

/** The system of the record numbers that the hospital's people read aloud. */
export const recordNumberSystem = `${site}.5.737384.14`

/**
 * Writes a person as Epic writes a patient: elements, identifier rows and extensions as in its captures, in the
 * order of the FHIR schema (facts/epic.md 1.7; epic-samples/).
 *
 * Traps kept on purpose: no identifier is coded `MR`, INTERNAL is padded with blanks, the social security row has
 * neither type nor value, e-mail has no use, suffixes stand in `name.text` alone.
 */
export function writePatient(person: Person): fhir4.Patient {
  const security = [
    ...(person.isRestricted ? [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] : []),
    ...(person.isBehindGlass ? [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'BTG' }] : []),
  ]
  return {
    resourceType: 'Patient',
    id: person.id,
    ...(security.length === 0 ? {} : { meta: { security } }),
    extension: extensions(person),
    identifier: identifiers(person),
    active: person.isActive,
    name: names(person),
    ...optionalList('telecom', [...person.telephones.map(telephone), ...email(person)]),
    gender: person.sex,
    birthDate: person.birthDate,
    ...death(person.diedOn),
    ...optionalList('address', addresses(person)),
    maritalStatus: { text: person.formerFamily === null ? 'Single' : 'Married' },
    ...optionalList('contact', contacts(person)),
    communication: [
      {
        language: { coding: [languages[person.language]], text: person.language },
        preferred: true,
      },
    ],
    generalPractitioner: [{ reference: practitioner(person.number), display: 'Physician Family Medicine, MD' }],
    managingOrganization: { reference: 'Organization/eSandbox0Hospital0WI3', display: 'Sandbox Hospital System' },
    ...(person.mergedInto === null
      ? {}
      : { link: [{ other: { reference: `Patient/${person.mergedInto}` }, type: 'replaced-by' as const }] }),
  }
}

const languages = {
  English: { system: 'urn:ietf:bcp:47', code: 'en', display: 'English' },
  Spanish: { system: 'urn:ietf:bcp:47', code: 'es', display: 'Spanish' },
} as const

const usCore = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core'

function extensions(person: Person): fhir4.Extension[] {
  const sex = {
    coding: [{ system: `${site}.10.698084.130.657370.19999000`, code: person.sex, display: person.sex }],
  }
  const unknown = { url: 'text', valueString: 'Unknown' }
  const nullFlavor = { system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'UNK', display: 'Unknown' }
  return [
    { url: `${usCore}-race`, extension: [{ url: 'ombCategory', valueCoding: nullFlavor }, unknown] },
    { url: `${usCore}-ethnicity`, extension: [unknown] },
    { url: 'http://open.epic.com/FHIR/StructureDefinition/extension/legal-sex', valueCodeableConcept: sex },
    { url: 'http://open.epic.com/FHIR/StructureDefinition/extension/sex-for-clinical-use', valueCodeableConcept: sex },
    { url: `${usCore}-birthsex`, valueCode: person.sex === 'female' ? 'F' : 'M' },
  ]
}

function identifiers(person: Person): fhir4.Identifier[] {
  const external = `Z${6000 + person.number}`
  const rendered = `xxx-xx-${String(1000 + (person.number % 9000))}`
  return [
    row('EPIC', `${site}.5.737384.0`, `E${4000 + person.number}`),
    row('EXTERNAL', `${site}.2.698084`, external),
    row('FHIR', 'http://open.epic.com/FHIR/StructureDefinition/patient-dstu2-fhir-id', dstu2Id(person.id)),
    row('FHIR STU3', 'http://open.epic.com/FHIR/StructureDefinition/patient-fhir-id', person.id),
    row('INTERNAL', `${site}.2.698084`, external.padStart(10)),
    row('EPI', recordNumberSystem, person.recordNumber),
    ...(person.email === null ? [] : [row('MYCHARTLOGIN', `${site}.3.878082.110`, logIn(person))]),
    row('WPRINTERNAL', `${site}.2.878082`, String(700 + person.number)),
    {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/rendered-value', valueString: rendered }],
      use: 'usual',
      system: 'urn:oid:2.16.840.1.113883.4.1',
    },
  ]
}

function row(type: string, system: string, value: string): fhir4.Identifier {
  return { use: 'usual', type: { text: type }, system, value }
}

function logIn({ given, family }: Person): string {
  return `${given[0] ?? ''}${family}`.toUpperCase().replace(/[^A-Z]/g, '')
}

function dstu2Id(id: string): string {
  return `T${createHash('sha256').update(id).digest('base64url')}B`
}

function names(person: Person): fhir4.HumanName[] {
  const given = [...person.given]
  const text = [...given, person.family, ...(person.suffix === null ? [] : [person.suffix])].join(' ')
  const name = {
    ...(person.partner === null ? {} : { extension: [assemblyOrder] }),
    text,
    family: person.family,
    given,
    ...(person.partner === null ? {} : { _family: { extension: familyParts(person.family, person.partner) } }),
  }
  const called = person.nickname
  const former = person.formerFamily
  return [
    { use: 'official', ...name },
    { use: 'usual', ...name },
    ...(called === null
      ? []
      : [{ use: 'nickname' as const, text: `${called} ${person.family}`, family: person.family, given: [called] }]),
    ...(former === null
      ? []
      : [{ use: 'old' as const, text: [...given, former].join(' '), family: former, given: [...given] }]),
  ]
}

/** Epic ranks numbers by their use, however they are ordered (epic-samples/camila-lopez-telecom-variants.json). */
const ranks = { home: 1, work: 2, mobile: 3, old: null } as const

function telephone(stored: StoredTelephone): fhir4.ContactPoint {
  const rank = ranks[stored.use]
  return { system: 'phone', value: stored.number, use: stored.use, ...(rank === null ? {} : { rank }) }
}

function email(person: Person): fhir4.ContactPoint[] {
  return person.email === null ? [] : [{ system: 'email', value: person.email, rank: 1 }]
}

function addresses({ home, partner }: Person): fhir4.Address[] {
  if (home === null) return []
  const { street, city, state, postalCode, county } = home
  const district = county === undefined ? {} : { district: county.toUpperCase() }
  const text = `${street}\r\n${city} ${state} ${postalCode}`
  const line = { line: [street], ...(partner === null ? {} : { _line: lineParts(home) }) }
  const place = { text, ...line, city: city.toUpperCase(), ...district, state, postalCode, country: 'US' }
  return [
    { use: 'old', ...place },
    { use: 'home', ...place, period: { start: '2019-05-24' } },
  ]
}

function contacts({ family, partner, home }: Person): fhir4.PatientContact[] {
  return partner === null || home === null ? [] : [contactPerson(family, partner, home)]
}

function death(diedOn: string | null) {
  if (diedOn === null) return { deceasedBoolean: false }
  return diedOn === 'unknown' ? { deceasedBoolean: true } : { deceasedDateTime: diedOn }
}

function practitioner(number: number): string {
  return `Practitioner/eGeneral0Practitioner${String(number % 40).padStart(2, '0')}w3`
}

function optionalList<Key extends string, Value>(key: Key, values: Value[]): Partial<Record<Key, Value[]>> {
  return values.length === 0 ? {} : ({ [key]: values } as Partial<Record<Key, Value[]>>)
}
