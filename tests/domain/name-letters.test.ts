import { expect, it } from 'vitest'
import { agreeOnLetters } from '../../src/domain/name-letters.ts'
import { aName } from '../fixtures/patient.ts'

it.each([
  ['Kessler', 'kes', 'agrees'],
  ['Kessler', 'Kessl', 'agrees'],
  ['Kessler', 'ess', 'differs'],
  ['Núñez', 'nun', 'agrees'],
  ['O’Brien', 'obr', 'agrees'],
  ['van den Berg', 'ber', 'agrees'],
  ['van den Berg', 'van', 'agrees'],
  ['van den Berg', 'den', 'differs'],
  ['Garcia-Lopez', 'lop', 'agrees'],
  ['Garcia Lopez', 'garcialop', 'agrees'],
  ['Ng', 'ng', 'agrees'],
  ['Nguyen', 'ng', 'differs'],
  ['Kessler', ' ', 'unknown'],
])('of %s the letters "%s": %s', (family, typed, agreement) => {
  expect(agreeOnLetters([aName('Ana', family)], typed)).toBe(agreement)
})

it('takes a former name too, for callers who still give it', () => {
  expect(agreeOnLetters([aName('Ana', 'Kessler'), { ...aName('Ana', 'Moreau'), use: 'maiden' }], 'mor')).toBe('agrees')
})

it('takes the one name of somebody who has no other, and says nothing where Epic knows none', () => {
  expect(agreeOnLetters([{ use: 'official', given: [], family: null, text: 'Suharto' }], 'suh')).toBe('agrees')
  expect(agreeOnLetters([], 'suh')).toBe('unknown')
})
