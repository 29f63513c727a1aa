import { assert, property, string } from 'fast-check'
import { expect, it } from 'vitest'
import { dominantName, foldName, soundAlike, soundOf } from '../../../../src/sandbox/epic/fhir/names.ts'

it.each([
  ['O’Brien-Núñez', 'obrien nunez'],
  ['  de la  Cruz ', 'de la cruz'],
  ['St. John', 'st john'],
  ['王', '王'],
])('folds %s', (name, folded) => expect(foldName(name)).toBe(folded))

it.each([
  ['smith', 'smyth'],
  ['kessler', 'kesler'],
  ['catherine', 'katherine'],
  ['steven', 'stephen'],
  ['jon', 'john'],
])('hears %s in %s', (one, other) => {
  expect(soundOf(one)).toBe(soundOf(other))
  expect(soundAlike(one, other)).toBe(true)
})

it.each([
  ['smith', 'jones'],
  ['ada', 'ida bee'],
])('does not take %s for %s', (one, other) =>
  expect(soundOf(one) === soundOf(other) && soundAlike(one, other)).toBe(false),
)

it.each([
  ['bob', 'robert'],
  ['peggy', 'margaret'],
  ['ana', 'ana'],
])('sees behind %s the name %s', (given, dominant) => expect(dominantName(given)).toBe(dominant))

it('folds any text, and folds it no further the second time', () => {
  assert(property(string({ unit: 'grapheme' }), (name) => foldName(foldName(name)) === foldName(name)))
})
