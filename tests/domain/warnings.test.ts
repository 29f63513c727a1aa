import { expect, it } from 'vitest'
import type { Patient } from '../../src/domain/patient.ts'
import { warningsOf } from '../../src/domain/warnings.ts'
import { aNumber, hiddenNumber } from '../fixtures/contact.ts'
import { aName, ana, aPatient, aTelephone, leo } from '../fixtures/patient.ts'

const today = '2026-11-23'
const warnings = (patient: Patient, all: readonly Patient[] = [patient], ani = aNumber()) =>
  warningsOf(patient, all, ani, today)

it('warns of nothing at an ordinary patient', () => expect(warnings(ana, [ana, leo])).toEqual([]))

it.each([
  ['deceased', { isDeceased: true }],
  ['merged', { replacedBy: 'patient-2' }],
  ['surviving', { replaces: ['patient-2'] }],
  ['inactive', { isActive: false }],
  ['minor', { birthDate: '2008-11-24' }],
  ['number-old', { telephones: [aTelephone({ isOld: true })] }],
] as const)('warns of a patient who is %s (R51)', (warning, facts) => {
  expect(warnings(aPatient(facts))).toEqual([warning])
})

it('puts the gravest warning first (R51)', () => {
  const everything = aPatient({
    isDeceased: true,
    replacedBy: 'patient-3',
    isActive: false,
    birthDate: '2020-01-01',
    telephones: [aTelephone({ isOld: true })],
  })
  const namesake = aPatient({ id: 'patient-2' })
  expect(warnings(everything, [namesake, everything])).toEqual([
    'deceased',
    'merged',
    'inactive',
    'same-name',
    'minor',
    'number-old',
  ])
})

it('warns at both of two namesakes (R51)', () => {
  const [one, other] = [aPatient({ id: 'one' }), aPatient({ id: 'other', birthDate: '1990-04-04' })]
  expect(warnings(one, [one, other])).toEqual(['same-name'])
  expect(warnings(other, [one, other])).toEqual(['same-name'])
})

const whitfield = (id: string, suffix: string) =>
  aPatient({ id, names: [{ ...aName('James', 'Whitfield'), text: `James Whitfield ${suffix}` }] })

it('warns at both whose names are easily taken for one another, and not of it at namesakes (R51)', () => {
  const [ada, ida] = [
    aPatient({ id: 'one', names: [aName('Ada', 'Okafor')] }),
    aPatient({ id: 'other', names: [aName('Ida', 'Okafor')], birthDate: '1981-02-28' }),
  ]
  expect(warnings(ada, [ada, ida])).toEqual(['similar-name'])
  expect(warnings(ida, [ada, ida])).toEqual(['similar-name'])
})

const born = (given: string, birthDate: string) => aPatient({ id: given, names: [aName(given, 'Okafor')], birthDate })

it('warns of twins, whom the birth date will not tell apart, and not of namesakes or half-known dates (R51)', () => {
  const [ada, ben] = [born('Ada', '1980-02-29'), born('Benjamin', '1980-02-29')]
  expect(warnings(ada, [ada, ben])).toEqual(['twin'])
  expect(warnings(ada, [ada, born('Ada', '1980-02-29')])).not.toContain('twin')
  expect(warnings(born('Ada', '1980'), [born('Ada', '1980'), born('Benjamin', '1980')])).not.toContain('twin')
})

it('warns of a record that Epic marks confidential (R51)', () => {
  const marked = aPatient({ isRestricted: true })
  expect(warnings(marked, [marked])).toEqual(['restricted'])
})

it('takes Jr. and Sr. for namesakes: the suffix stands in the printed name alone (R51)', () => {
  const [senior, junior] = [whitfield('senior', 'Sr.'), whitfield('junior', 'Jr.')]
  expect(warnings(junior, [senior, junior])).toEqual(['same-name'])
})

it('compares names folded, and by the first given name alone', () => {
  const one = aPatient({ id: 'one', names: [aName('María José', 'Núñez')] })
  const other = aPatient({ id: 'other', names: [aName('maria', 'NUNEZ')] })
  expect(warnings(one, [one, other])).toEqual(['same-name'])
})

it('does not take two patients without a name for namesakes', () => {
  const [one, other] = [aPatient({ id: 'one', names: [] }), aPatient({ id: 'other', names: [] })]
  expect(warnings(one, [one, other])).toEqual([])
})

it('does not take one patient who is listed twice for a namesake', () => {
  expect(warnings(ana, [ana, { ...ana }])).toEqual([])
})

it('calls a patient of age on the eighteenth birthday', () => {
  expect(warnings(aPatient({ birthDate: '2008-11-23' }))).toEqual([])
  expect(warnings(aPatient({ birthDate: null }))).toEqual([])
})

it('does not warn of an old number where the patient still has it, or nobody sees who calls', () => {
  const both = aPatient({ telephones: [aTelephone({ isOld: true }), aTelephone()] })
  expect(warnings(both)).toEqual([])
  expect(warnings(aPatient({ telephones: [aTelephone({ isOld: true })] }), [], hiddenNumber)).toEqual([])
})
