import { expect, it } from 'vitest'
import { isNamesake, namesakeDifference } from '../../src/domain/namesakes.ts'
import type { Patient } from '../../src/domain/patient.ts'
import { aName, aPatient } from '../fixtures/patient.ts'

const one = (facts: Partial<Patient> = {}) => aPatient({ id: 'one', ...facts })
const other = (facts: Partial<Patient> = {}) => aPatient({ id: 'other', ...facts })
const called = (given: string, family = 'Garcia') => ({ names: [aName(given, family)] })

it.each<[string, Partial<Patient>, Partial<Patient>, string | null]>([
  ['another suffix', called('Ana', 'Garcia Jr.'), called('Ana', 'Garcia Sr.'), 'suffix'],
  ['a suffix and none', called('Ana', 'Garcia Jr.'), called('Ana'), 'suffix'],
  ['another second given name', called('Maria Rosa'), called('Maria Ines'), 'second-given'],
  ['a second given name and none', called('Maria Rosa'), called('Maria'), null],
  ['an initial of the same', called('Maria R.'), called('Maria Rosa'), null],
  ['another legal sex', { legalSex: 'male' }, { legalSex: 'female' }, 'sex'],
  ['a legal sex and none', { legalSex: 'male' }, { legalSex: null }, null],
  ['a legal sex and an unknown one', { legalSex: 'male' }, { legalSex: 'unknown' }, null],
  ['another town, which may be asked', { town: 'Madison' }, { town: 'Verona' }, null],
])('tells namesakes with %s apart (R51)', (_what, facts, factsOfOther, expected) => {
  const patients = [one(facts), other(factsOfOther)] as const
  expect(namesakeDifference(patients[0], patients)).toBe(expected)
  expect(namesakeDifference(patients[1], patients)).toBe(expected)
})

it('names only what tells a patient from every namesake', () => {
  const [rosa, ines, second] = [
    one(called('Maria Rosa')),
    other(called('Maria Ines')),
    aPatient({ id: 'third', ...called('Maria Rosa') }),
  ]
  expect(namesakeDifference(rosa, [rosa, ines, second])).toBeNull()
  expect(namesakeDifference(ines, [rosa, ines, second])).toBe('second-given')
  expect(namesakeDifference(rosa, [rosa, one(called('Maria Ines'))])).toBeNull()
})

it('takes nobody for their own namesake, nor two without a name', () => {
  expect(isNamesake(one(), one())).toBe(false)
  expect(isNamesake(one({ names: [] }), other({ names: [] }))).toBe(false)
})
