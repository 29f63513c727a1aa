import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Patient } from '../../src/domain/patient.ts'
import { readRecordNumber } from '../../src/domain/record-number.ts'
import { readPatient, writePatient } from '../../src/fhir/patient-resource.ts'
import { hostileTexts, unsafeSigns } from '../fixtures/hostile-texts.ts'
import { anEpicPatient, aPatientWeHold, aPolicy, recordNumberSystem } from '../fixtures/fhir/patient.ts'

const today = '2026-11-24'

function read(facts: Readonly<Record<string, unknown>> = {}, policy = aPolicy()): Patient | null {
  return readPatient(anEpicPatient(facts), policy, today)
}

/** An extension of a Dutch family name. */
function aNamePart(part: string, valueString: string) {
  return { url: `http://hl7.org/fhir/StructureDefinition/humanname-${part}`, valueString }
}

it('reads the few facts we handle out of what Epic sends', () => {
  expect(read()).toEqual(aPatientWeHold())
})

it.each([
  undefined,
  null,
  '',
  7,
  'a b',
  '<img src=x onerror=alert(1)>',
  'e"x',
  '../Patient',
  'a/b',
  'e?x',
  'x'.repeat(257),
])('does not take a row for a patient whose id is %o (R33)', (id) => expect(read({ id })).toBeNull())

it('takes an id that is longer than FHIR allows, for Epic has some', () => {
  const id = `e${'x'.repeat(99)}.b-3`
  expect(read({ id })?.id).toBe(id)
})

it('reads a patient of whom nothing is known but the id', () => {
  expect(readPatient({ resourceType: 'Patient', id: 'eAna' }, aPolicy(), today)).toEqual({
    id: 'eAna',
    names: [],
    birthDate: null,
    legalSex: null,
    telephones: [],
    recordNumbers: [],
    town: null,
    streetNumber: null,
    isDeceased: false,
    isActive: true,
    isRestricted: false,
    replacedBy: null,
    replaces: [],
    language: null,
    interpreter: null,
  })
})

it('keeps a suffix that stands only in the text, a name with text alone, and the old name a caller may say', () => {
  const name = [
    { use: 'official', family: 'McGinnis', given: ['Warren'], text: 'Warren McGinnis III' },
    { use: 'nickname', text: 'Red' },
    { use: 'old', family: 'Dahl', given: ['Helen'] },
    { use: 'usual', family: 'Former', period: { end: '2019' } },
    { use: 'anonymous', family: '   ' },
    null,
    'Ana',
  ]
  expect(read({ name })?.names).toEqual([
    { use: 'official', family: 'McGinnis', given: ['Warren'], text: 'Warren McGinnis III' },
    { use: 'nickname', family: null, given: [], text: 'Red' },
    { use: 'old', family: 'Dahl', given: ['Helen'], text: null },
    { use: 'old', family: 'Former', given: [], text: null },
  ])
})

it('knows a Dutch patient by the own name and by the partner name', () => {
  const extension = [
    aNamePart('own-name', 'Helleman'),
    aNamePart('partner-name', 'Putten'),
    aNamePart('partner-prefix', 'van'),
  ]
  const dutch = { family: 'Helleman', given: ['Johan'], text: 'J. Helleman', ['_family']: { extension } }
  const names = read({
    name: [
      { use: 'official', ...dutch },
      { use: 'usual', ...dutch },
    ],
  })?.names
  expect(names?.map((name) => `${name.use} ${name.family}`)).toEqual([
    'official Helleman',
    'other van Putten',
    'usual Helleman',
  ])
})

it('takes out the signs that would turn a name around or break its line (R33)', () => {
  expect(read({ name: [{ family: 'Kes\u202Esler\r\n', given: ['A\u0000na', ''] }] })?.names).toEqual([
    { use: 'other', family: 'Kessler', given: ['A na'], text: null },
  ])
})

it.each(Object.entries(hostileTexts))(
  'takes no sign over that is none, or turns a line around, from any field that holds %s (R33)',
  (_, text) => {
    const name = { use: text, family: text, given: [text, text], text, suffix: [text], period: { start: text } }
    const patient = read({
      name: [name, { ...name, use: 'official', ['_family']: { extension: [aNamePart('partner-name', text)] } }],
      birthDate: text,
      gender: text,
      extension: [{ url: text, valueCodeableConcept: { text } }],
      telecom: [{ system: 'phone', value: text, use: text }],
      identifier: [{ system: recordNumberSystem, value: text, use: text }],
      address: [{ use: 'home', city: text, line: [text] }],
      communication: [{ language: { coding: [{ code: text, display: text }], text }, preferred: true }],
      link: [{ type: 'replaced-by', other: { reference: `Patient/${text}` } }],
    })
    const texts: string[] = []
    JSON.stringify(patient, (_key, value: unknown) => {
      if (typeof value === 'string') texts.push(value)
      return value
    })
    expect(texts.length).toBeGreaterThan(5)
    expect(texts.filter((read) => unsafeSigns.test(read))).toEqual([])
    expect(patient?.replacedBy ?? '').toMatch(/^[\w.-]*$/)
  },
)

it('knows which numbers are old, and which it cannot read', () => {
  const telecom = [
    { value: '608-555-0142' },
    { system: 'phone', value: '(608) 555-0143 x123', use: 'work' },
    { system: 'phone', value: '608-555-0144', use: 'old' },
    { system: 'phone', value: '608-555-0145', use: 'home', period: { end: '2026-11-23T10:00:00Z' } },
    { system: 'phone', value: '608-555-0146', use: 'home', period: { end: '2026-11' } },
    { system: 'phone', value: 'ask daughter', use: 'home' },
    { system: 'fax', value: '608-555-0147' },
    { system: 'email', value: 'ana@example.org' },
    { value: 'ana@example.org' },
    null,
  ]
  expect(read({ telecom })?.telephones).toEqual([
    { e164: '+16085550142', use: 'unknown', isOld: false },
    { e164: '+16085550143', use: 'work', isOld: false },
    { e164: '+16085550144', use: 'unknown', isOld: true },
    { e164: '+16085550145', use: 'home', isOld: true },
    { e164: '+16085550146', use: 'home', isOld: false },
    { e164: null, use: 'home', isOld: false },
  ])
})

it('takes record numbers from the systems of the site alone, whole and unmasked', () => {
  const other = 'urn:oid:9.9'
  const identifier = [
    { system: recordNumberSystem, value: '   00123' },
    { system: recordNumberSystem, value: '00123' },
    { system: recordNumberSystem, value: 'xxx-xx-0000' },
    { system: recordNumberSystem, value: '***-**-0000' },
    { system: recordNumberSystem, value: 123 },
    { system: recordNumberSystem, _value: { extension: [{ valueString: 'xxx-xx-0000' }] } },
    { system: recordNumberSystem, value: '00099', use: 'old' },
    { system: other, value: '00123' },
    { value: '00123' },
  ]
  expect(read({ identifier })?.recordNumbers).toEqual([{ system: recordNumberSystem, value: '00123' }])
  expect(read({ identifier }, aPolicy({ recordNumberSystems: [] }))?.recordNumbers).toEqual([])
})

it.each([
  'xxx-xx-0000',
  'xx-1234',
  'XX1234',
  '*1234',
  '***-**-0000',
  '••••1234',
  '●●1234',
  '▪▪1234',
  '####1234',
  '…1234',
])('knows no number by %s: its end would agree with what a caller reads out, and it is nobody’s (R50)', (value) => {
  const identifier = [{ system: recordNumberSystem, value }]
  expect(read({ identifier })?.recordNumbers).toEqual([])
  expect(readRecordNumber(value)).toEqual({ kind: 'unfit', why: 'masked' })
})

it.each([
  ['1980-02-29', '1980-02-29'],
  ['1980-02', '1980-02'],
  ['1980', '1980'],
  ['1981-02-29', null],
  ['1980-13', null],
  ['1980-2-9', null],
  ['02/29/1980', null],
  ['1980-02-29T00:00:00Z', null],
  [19800229, null],
  [null, null],
])('reads the birth date %o as %o', (birthDate, expected) => expect(read({ birthDate })?.birthDate).toBe(expected))

it('knows the dead, by word or by date', () => {
  expect(read({ deceasedBoolean: true })?.isDeceased).toBe(true)
  expect(read({ deceasedBoolean: undefined, deceasedDateTime: '2020-01-01' })?.isDeceased).toBe(true)
  expect(read({ deceasedBoolean: undefined })?.isDeceased).toBe(false)
})

it('knows who was merged into whom, and warns where it cannot say into whom', () => {
  const replacedBy = (reference: unknown) => read({ link: [{ type: 'replaced-by', other: { reference } }] })
  expect(replacedBy('Patient/eNew')?.replacedBy).toBe('eNew')
  expect(replacedBy('https://epic.example.org/api/FHIR/R4/Patient/eNew')?.replacedBy).toBe('eNew')
  expect(replacedBy('#contained')).toMatchObject({ replacedBy: null, isActive: false })
  expect(read({ link: [{ type: 'seealso', other: { reference: 'Patient/eNew' } }] })?.replacedBy).toBeNull()
})

it("takes Epic's legal sex before FHIR's gender", () => {
  expect(read({ gender: 'male' })?.legalSex).toBe('female')
  expect(read({ extension: null, gender: 'male' })?.legalSex).toBe('male')
})

it('takes the preferred language, and the town of today', () => {
  const communication = [
    { language: { coding: [{ code: 'en' }] } },
    { language: { coding: [{ code: 'es', display: 'Spanish' }] }, preferred: true },
  ]
  const address = [
    { use: 'home', city: 'Verona', period: { end: '2020-01-01' } },
    { use: 'work', city: 'Chicago' },
    { use: 'home', city: 'Monona' },
  ]
  expect(read({ communication, address })).toMatchObject({ language: 'es', town: 'Monona' })
  expect(read({ communication: [], address: [{ use: 'work', city: 'Chicago' }] })).toMatchObject({
    language: null,
    town: null,
  })
})

it('writes nothing of what it does not hold (R29)', () => {
  const written = JSON.stringify(writePatient(read({ maritalStatus: { text: 'Married' } }) ?? aPatientWeHold()))
  expect(written).not.toMatch(/Married|Z6127|ana@example|Verona|INTERNAL/)
})

it('reads back every patient it writes', () => {
  const line = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `a${text.replace(/[\s\p{Cc}]/gu, '')}`)
  const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/)
  const nameOf = fc
    .record({
      use: fc.constantFrom('official', 'usual', 'nickname', 'old', 'maiden', 'other'),
      family: fc.option(line),
      given: fc.array(line, { maxLength: 3 }),
      text: fc.option(line),
    })
    .filter((name) => name.family !== null || name.text !== null || name.given.length > 0)
  const patient: fc.Arbitrary<Patient> = fc.record({
    id,
    names: fc.uniqueArray(nameOf, { maxLength: 4, selector: (name) => JSON.stringify(name) }),
    birthDate: fc.constantFrom('1980-02-29', '1980-02', '1980', null),
    legalSex: fc.constantFrom('female', 'male', 'nonbinary', 'x', 'other', 'unknown', null),
    telephones: fc.array(
      fc.record({
        e164: fc.constantFrom('+16085550142', '+14145550107', '+525512345678', null),
        use: fc.constantFrom('home', 'mobile', 'work', 'temp', 'unknown'),
        isOld: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    recordNumbers: fc.uniqueArray(
      fc.record({ system: fc.constant(recordNumberSystem), value: fc.stringMatching(/^[0-9A-W]{1,10}$/) }),
      { selector: (number) => number.value, maxLength: 3 },
    ),
    town: fc.option(line),
    streetNumber: fc.option(fc.stringMatching(/^\d{1,5}[A-Z]?$/)),
    isDeceased: fc.boolean(),
    isActive: fc.boolean(),
    isRestricted: fc.boolean(),
    replacedBy: fc.option(id),
    replaces: fc.uniqueArray(id, { maxLength: 3 }),
    language: fc.option(fc.oneof(line, fc.constantFrom('es', 'zh-Hans', 'Spanish'))),
    interpreter: fc.constantFrom('needed', 'not-needed', null),
  })
  fc.assert(
    fc.property(patient, (patient) => {
      const wire: fhir4.Patient = JSON.parse(JSON.stringify(writePatient(patient)))
      expect(readPatient(wire, aPolicy(), today)).toEqual(patient)
    }),
  )
})

it('never throws, whatever stands in the fields', () => {
  const keys = ['name', 'telecom', 'identifier', 'address', 'link', 'communication', 'extension', 'birthDate', 'active']
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (facts) => {
      expect(read(facts)?.id).toBe('eAna')
    }),
  )
})
