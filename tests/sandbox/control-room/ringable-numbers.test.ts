import { expect, it } from 'vitest'
import { ringableNumbers } from '../../../src/sandbox/control-room/ringable-numbers.ts'

function patient(given: string, ...telecom: fhir4.ContactPoint[]): fhir4.Patient {
  return { resourceType: 'Patient', name: [{ given: [given], family: 'Example' }], birthDate: '1980-02-29', telecom }
}
const phone = (value: string, use: fhir4.ContactPoint['use'] = 'home') => ({ system: 'phone', value, use }) as const

it('begins with the number that most people share, however each wrote it', () => {
  const people = [
    patient('Only', phone('414-555-0107')),
    patient('One', phone('+1 608-555-0142'), phone('608-555-0142', 'mobile')),
    patient('Two', phone('608-555-0142')),
    patient('Three', phone('+16085550142')),
  ]
  const crib = ['One', 'Two', 'Three'].map((given) => `02/29/1980 (${given} Example)`)
  expect(ringableNumbers(people)).toEqual([
    { number: '+16085550142', label: '3 patients', says: crib },
    { number: '+14145550107', label: '1 patient', says: ['02/29/1980 (Only Example)'] },
  ])
})

it('offers no number by which Epic finds nobody: of work, in other forms, no telephone', () => {
  const email = { system: 'email', value: 'a@example.com' } as const
  const people = [patient('One', phone('608-555-0160', 'work'), phone('(608) 555-0142'), phone('555-0142'), email)]
  expect(ringableNumbers(people)).toEqual([])
})

it('puts a number last that too many share, and says so', () => {
  const home = Array.from({ length: 11 }, (_, index) => patient(`Given ${index}`, phone('608-555-0190')))
  const [first, last] = ringableNumbers([...home, patient('Only', phone('414-555-0107'))])
  expect([first?.label, last?.says]).toEqual(['1 patient', ['11 patients, too many: ask for a name and a birth date']])
})

it('offers twelve at most, and of many people five', () => {
  const crowd = Array.from({ length: 14 }, (_, index) => patient('Only', phone(`414-555-01${index + 10}`)))
  const family = Array.from({ length: 7 }, (_, index) => patient(`Given ${index}`, phone('608-555-0142')))
  const numbers = ringableNumbers([...crowd, ...family])
  expect(numbers).toHaveLength(12)
  expect(numbers[0]?.says).toHaveLength(6)
  expect(numbers[0]?.says.at(-1)).toBe('and 2 more')
})
