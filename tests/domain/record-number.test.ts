import { expect, it } from 'vitest'
import { isSameNumber, readRecordNumber } from '../../src/domain/record-number.ts'

/** What a typed record number comes to: the number itself, or why it is none. */
function reading(typed: string) {
  const read = readRecordNumber(typed)
  if (read.kind === 'number') return read.value
  return read.kind === 'unfit' ? read.why : read.kind
}

it.each([
  ['0000123', '0000123'],
  ['  0000123\t', '0000123'],
  ['E4711-X', 'E4711-X'],
  ['12 34', '12 34'],
])('takes %j as %s, its zeros kept and the blanks around it left off', (typed, value) => {
  expect(reading(typed)).toBe(value)
})

it.each(['xxx-xx-0000', 'XXXX1234', '***1234', '*1', '••••1234', '####', '12…34'])(
  'does not search for %s, of which a part is hidden',
  (typed) => expect(reading(typed)).toBe('masked'),
)

it.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['1'.repeat(65), 'too-long'],
  ['12\u000034', 'unreadable'],
])('takes %j for no number: %s', (typed, why) => expect(reading(typed)).toBe(why))

it('holds numbers for the same but for case and the blanks around them, and zeros for a difference', () => {
  expect(isSameNumber(' e4711 ', 'E4711')).toBe(true)
  expect(isSameNumber('4711', '004711')).toBe(false)
})
