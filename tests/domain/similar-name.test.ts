import { assert, constantFrom, property } from 'fast-check'
import { expect, it } from 'vitest'
import { similarNameOf } from '../../src/domain/similar-name.ts'
import { aName, aPatient } from '../fixtures/patient.ts'

/** How two people of one family name are alike, or null. */
function likeness(one: string, other: string, family = 'Okafor'): string | null {
  const [first, second] = [
    aPatient({ id: 'one', names: [aName(one, 'Okafor')] }),
    aPatient({ id: 'other', names: [aName(other, family)] }),
  ]
  return similarNameOf(first, [first, second])?.likeness ?? null
}

it.each([
  ['Ada', 'Ida'],
  ['Maria', 'Mario'],
  ['Daniel', 'Daniela'],
  ['Brain', 'Brian'],
  ['José', 'Josef'],
])('finds %s and %s one letter apart', (one, other) => {
  expect(likeness(one, other)).toBe('one-letter')
})

it.each([
  ['Stephanie', 'Stefany'],
  ['Catharine', 'Kathrin'],
  ['Kristin', 'Kirsten'],
  ['Philip', 'Filipp'],
  ['Shawn', 'Xawn'],
])('finds that %s sounds like %s', (one, other) => {
  expect(likeness(one, other)).toBe('sound')
})

it.each([
  ['William', 'Bill'],
  ['Elizabeth', 'Betty'],
  ['Francisco', 'Paco'],
  ['Guadalupe', 'Lupita'],
  ['Dan', 'Daniel'],
  ['Alexandra', 'Alex'],
  ['Bob', 'Rob'],
])('finds %s and %s forms of one name', (one, other) => {
  expect(likeness(one, other)).toBe('short-form')
})

it.each([
  ['Ana', 'Leo'],
  ['John', 'Jane'],
  ['Ana', 'Rosa'],
  ['Jo', 'Al'],
  ['Jo', 'Jonas'],
  ['Grace', 'Ada'],
  ['Mark', 'Marisol'],
])('takes %s and %s for two names', (one, other) => {
  expect(likeness(one, other)).toBeNull()
})

it('asks for one family name or two alike: elsewhere nobody takes one for the other', () => {
  expect(likeness('Ada', 'Ida', 'Brandt')).toBeNull()
  expect(likeness('Ada', 'Ada', 'Brandt')).toBeNull()
})

/** In which part two whole names are alike, and how; null where they are not. */
function alike(one: readonly [string, string], other: readonly [string, string]): string | null {
  const patients = [one, other].map(([given, family], index) =>
    aPatient({ id: `${index}`, names: [aName(given, family)] }),
  )
  const [patient] = patients
  const similar = patient === undefined ? null : similarNameOf(patient, patients)
  return similar === null ? null : `${similar.part}: ${similar.likeness}`
}

it.each([
  [['Jon', 'Smith'], ['Jon', 'Smyth'], 'family: one-letter'],
  [['Ann', 'Hansen'], ['Ann', 'Hanson'], 'family: one-letter'],
  [['Ann', 'Philips'], ['Ann', 'Fillips'], 'family: sound'],
  [['Jon', 'Smith'], ['John', 'Smyth'], 'both: one-letter'],
  [['Bill', 'Hansen'], ['William', 'Hanson'], 'both: one-letter'],
  [['Ann', 'Hansen'], ['Leo', 'Hanson'], null],
  [['Ann', 'Ng'], ['Ann', 'Ho'], null],
] as const)('compares %j with %j: %s (R51)', (one, other, expected) => {
  expect(alike(one, other)).toBe(expected)
  expect(alike(other, one)).toBe(expected)
})

it('leaves equal names to the warning of namesakes, however they are written', () => {
  expect(likeness('María', 'MARIA')).toBeNull()
})

it('says who it is, and finds nobody like oneself or like a patient without a name', () => {
  const ada = aPatient({ id: 'ada', names: [aName('Ada', 'Okafor')] })
  const ida = aPatient({ id: 'ida', names: [aName('Ida', 'Okafor')] })
  expect(similarNameOf(ada, [ada, aPatient({ id: 'none', names: [] }), ida])?.other).toBe(ida)
  expect(similarNameOf(ada, [ada, { ...ada }])).toBeNull()
  const nameless = aPatient({ id: 'nameless', names: [] })
  expect(similarNameOf(nameless, [nameless, ada])).toBeNull()
})

const givens = constantFrom(
  'Ada',
  'Ida',
  'Ana',
  'Bill',
  'William',
  'Ted',
  'Edward',
  'Kristin',
  'Kirsten',
  'Jo',
  '',
  'O',
)

it('warns at both or at none, in whichever order they stand', () => {
  assert(
    property(givens, givens, (one, other) => {
      expect(likeness(one, other)).toBe(likeness(other, one))
    }),
  )
})
