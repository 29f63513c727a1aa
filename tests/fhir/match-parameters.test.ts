import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CertainMatchQuestion } from '../../src/domain/certain-match.ts'
import { readMatchParameters, toMatchParameters } from '../../src/fhir/match-parameters.ts'
import { epicFixture } from '../fixtures/epic-fixture.ts'

const ana: CertainMatchQuestion = {
  given: 'Ana Maria',
  family: 'Kessler',
  birthDate: '1980-02-29',
  legalSex: 'female',
  telephone: '+16085550142',
}

it('asks with one official name, one telephone and a boolean, as Epic wants it', () => {
  expect(toMatchParameters(ana, 'dashed')).toEqual(epicFixture('match-request'))
})

it('asks as Epic was asked in the capture but for the address, which it neither writes nor takes from a browser', () => {
  const captured = epicFixture('match-request-with-address') as fhir4.Parameters
  const [{ resource } = {}, ...certain] = captured.parameter ?? []
  const { address, ...asked } = resource as fhir4.Patient
  const asking = (patient: fhir4.Patient) => ({
    ...captured,
    parameter: [{ name: 'resource', resource: patient }, ...certain],
  })
  const question = { ...ana, given: 'Ana' }
  expect(toMatchParameters(question, 'dashed')).toEqual(asking(asked))

  const fromBrowser = { ...asked, telecom: [{ system: 'phone' as const, value: ana.telephone }] }
  expect(readMatchParameters(asking(fromBrowser))).toEqual(question)
  expect(readMatchParameters(asking({ ...fromBrowser, ...(address === undefined ? {} : { address }) }))).toBeNull()
})

it.each([
  ['nonbinary', 'other'],
  ['x', 'other'],
  ['male', 'male'],
  ['unknown', undefined],
  [null, undefined],
] as const)('says the legal sex %s as gender %s', (legalSex, gender) => {
  expect(toMatchParameters({ ...ana, legalSex }, 'e164').parameter?.[0]?.resource).toEqual({
    resourceType: 'Patient',
    name: [{ use: 'official', family: 'Kessler', given: ['Ana', 'Maria'] }],
    telecom: [{ system: 'phone', value: '+16085550142' }],
    gender,
    birthDate: '1980-02-29',
  })
})

const written = () => JSON.parse(JSON.stringify(toMatchParameters(ana, 'e164')))

it.each<[string, (body: ReturnType<typeof written>) => unknown]>([
  ['an identifier', (body) => (body.parameter[0].resource.identifier = [{ system: 'urn:oid:1', value: '1' }])],
  ['an address', (body) => (body.parameter[0].resource.address = [{ city: 'Madison' }])],
  ['a second name', (body) => body.parameter[0].resource.name.push({ use: 'official', family: 'Dahl' })],
  ['a second number', (body) => body.parameter[0].resource.telecom.push({ system: 'phone', value: '+16085550143' })],
  ['no number', (body) => (body.parameter[0].resource.telecom = [])],
  ['a number of another form', (body) => (body.parameter[0].resource.telecom[0].value = '608-555-0142')],
  ['a month for a birth date', (body) => (body.parameter[0].resource.birthDate = '1980-02')],
  ['a name with a line break', (body) => (body.parameter[0].resource.name[0].family = 'Kess\nler')],
  ['a blank name', (body) => (body.parameter[0].resource.name[0].given = [' '])],
  ['a name without end', (body) => (body.parameter[0].resource.name[0].family = 'a'.repeat(81))],
  ['guesses too', (body) => (body.parameter[1].valueBoolean = false)],
  ['the text "true"', (body) => (body.parameter[1] = { name: 'onlyCertainMatches', valueString: 'true' })],
  ['a count', (body) => body.parameter.push({ name: 'count', valueInteger: 3 })],
  ['another resource', (body) => (body.parameter[0].resource.resourceType = 'Practitioner')],
])('does not take %s from a browser', (_, change) => {
  const body = written()
  change(body)
  expect(readMatchParameters(body)).toBeNull()
})

it('reads back every question it writes, and never throws', () => {
  const word = fc.stringMatching(/^[\p{L}'’-]{1,12}$/u)
  const question = fc.record({
    given: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
    family: word,
    birthDate: fc.constantFrom('1980-02-29', '2015-07-01'),
    legalSex: fc.constantFrom('female', 'male', 'other', null),
    telephone: fc.constantFrom('+16085550142', '+525512345678'),
  })
  fc.assert(
    fc.property(question, (asked) => {
      expect(readMatchParameters(JSON.parse(JSON.stringify(toMatchParameters(asked, 'e164'))))).toEqual(asked)
    }),
  )
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      expect(readMatchParameters(body)).toBeNull()
    }),
  )
})
