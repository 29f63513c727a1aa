import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { longestReason, namesOf, readReason } from '../../src/domain/emergency.ts'
import { ana } from '../fixtures/patient.ts'

/** What a reason comes to, in a word or as it will stand in the audit. */
function reading(typed: string, names: readonly string[] = []) {
  const read = readReason(typed, names)
  if (read.kind === 'reason') return read.reason
  return read.kind === 'unfit' ? read.why : read.kind
}

it('takes a reason in a few words, with the blanks around and between them made one', () => {
  expect(reading('  caller   does not breathe well ')).toBe('caller does not breathe well')
  expect(reading('no respira, está inconsciente')).toBe('no respira, está inconsciente')
})

it.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['urgent', 'too-short'],
  ['. . . . . . . . . . . .', 'too-short'],
  ['a'.repeat(longestReason + 1), 'too-long'],
  ['born 2/29/1980, not breathing', 'digits'],
  ['call back at ٥٥٥ now please', 'digits'],
  ['not breathing\noutcome confirmed', 'signs'],
  ['not breathing\u2028anymore', 'signs'],
  ['not breathing \u202Eanymore', 'signs'],
])('does not take %j: %s', (typed, why) => expect(reading(typed)).toBe(why))

it.each(['Ana does not breathe', 'she is KESSLER and fell', 'kessler’s pulse is weak', 'maria is unconscious'])(
  'does not take the patient’s name into the audit: %s',
  (typed) => expect(reading(typed, namesOf(ana))).toBe('names'),
)

it('does not mistake a part of another word for a name', () => {
  expect(reading('banana allergy, throat swells', namesOf(ana))).toBe('banana allergy, throat swells')
})

it('never lets a digit, a control sign or a long text through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
      const read = readReason(typed, [])
      const passed = read.kind === 'reason' ? read.reason : 'nothing passed'
      expect(passed).toMatch(/^[^\p{Number}\p{Cc}\p{Zl}\p{Zp}]{10,120}$/u)
    }),
  )
})
