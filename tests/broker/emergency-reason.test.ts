import { expect, it } from 'vitest'
import { RequestRefused } from '../../src/broker/answers.ts'
import { readEmergencyReason } from '../../src/broker/emergency-reason.ts'

it('takes a reason in words, with one blank between them, and none for none', () => {
  expect(readEmergencyReason(' caller  does not breathe well ')).toBe('caller does not breathe well')
  expect(readEmergencyReason(undefined)).toBeNull()
})

it.each(['', 'chest', 'born 02/29/1980 and ill', 'ill\nand not breathing', 'x'.repeat(121), 7, null, {}])(
  'refuses %j, which is no reason or might be somebody’s data (R77)',
  (typed) => {
    expect(() => readEmergencyReason(typed)).toThrow(RequestRefused)
  },
)
