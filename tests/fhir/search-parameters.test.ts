import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitSuffix } from '../../src/domain/name-parts.ts'
import { legalSexes, type PatientSearch } from '../../src/domain/patient-search.ts'
import { readPatientSearch, toSearchParameters } from '../../src/fhir/search-parameters.ts'

it.each<[PatientSearch, string]>([
  [{ by: 'telephone', telephone: '+16085550142' }, 'telecom=608-555-0142'],
  [
    { by: 'name-and-birth-date', given: 'Ana Maria', family: 'Kessler', birthDate: '1980-02-29' },
    'given=Ana+Maria&family=Kessler&birthdate=1980-02-29',
  ],
  [
    { by: 'name-sex-and-telephone', given: 'Ana', family: 'Kessler', legalSex: 'x', telephone: '+16085550142' },
    'given=Ana&family=Kessler&legal-sex=x&telecom=608-555-0142',
  ],
  [{ by: 'record-number', system: 'urn:oid:1.2.3', value: '00012' }, 'identifier=urn%3Aoid%3A1.2.3%7C00012'],
  [
    { by: 'name-and-birth-date', given: 'Jim', family: 'Smith, Ray', birthDate: '1980-02-29' },
    'given=Jim&family=Smith%5C%2C+Ray&birthdate=1980-02-29',
  ],
  [
    { by: 'name-and-birth-date', given: 'Jim', family: 'Smith, Jr.', birthDate: '1980-02-29' },
    'given=Jim&family=Smith&birthdate=1980-02-29',
  ],
])('asks Epic for %o', (search, parameters) => {
  expect(toSearchParameters(search, 'dashed').toString()).toBe(parameters)
})

it.each([
  '',
  'telecom=6085550142',
  'telecom=%2B16085550142&telecom=%2B16085550143',
  'telecom=%2B16085550142&_count=1000',
  'telecom=%2B16085550142&_include=*',
  'telecom=%2B0123456789',
  'family=Kessler',
  'birthdate=1980-02-29',
  'given=Ana&family=Kessler&birthdate=1980-02',
  'given=Ana&family=Kessler&birthdate=1981-02-29',
  'given=Ana&family=Kessler&birthdate=ge1980-02-29',
  'given=Ana&family=Kessler&birthdate=1980-02-29T00:00',
  'given=&family=Kessler&birthdate=1980-02-29',
  'given=+Ana&family=Kessler&birthdate=1980-02-29',
  'given=Ana,Leo&family=Kessler&birthdate=1980-02-29',
  'given=Ana%0A&family=Kessler&birthdate=1980-02-29',
  `given=Ana&family=${'x'.repeat(81)}&birthdate=1980-02-29`,
  'given=Ana&family=Kessler&legal-sex=other-word&telecom=%2B16085550142',
  'given%3Aexact=Ana&family=Kessler&birthdate=1980-02-29',
  'identifier=00012',
  'identifier=%7C00012',
  'identifier=urn%3Aoid%3A1.2.3%7C',
  'identifier=a%7Cb%7Cc',
  'identifier=a%7C1,a%7C2',
  '_id=eAna',
])('does not take %o for a search of ours', (parameters) => {
  expect(readPatientSearch(new URLSearchParams(parameters))).toBeNull()
})

it('reads back every search it writes', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 60 })
    .filter((text) => splitSuffix(text).rest === text && !/\p{Cc}/u.test(text))
  const telephone = fc.constantFrom('+16085550142', '+525512345678', '+442071838750')
  const birthDate = fc.constantFrom('1980-02-29', '2015-07-01', '1900-12-31')
  const search: fc.Arbitrary<PatientSearch> = fc.oneof(
    fc.record({ by: fc.constant('telephone' as const), telephone }),
    fc.record({ by: fc.constant('name-and-birth-date' as const), given: name, family: name, birthDate }),
    fc.record({
      by: fc.constant('name-sex-and-telephone' as const),
      given: name,
      family: name,
      legalSex: fc.constantFrom(...legalSexes),
      telephone,
    }),
    fc.record({ by: fc.constant('record-number' as const), system: name, value: name }),
  )
  fc.assert(
    fc.property(search, (search) => {
      const onTheWire = toSearchParameters(search, 'e164').toString()
      expect(readPatientSearch(new URLSearchParams(onTheWire))).toEqual(search)
    }),
  )
})
