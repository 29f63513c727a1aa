import { expect, it } from 'vitest'
import { asE164 } from '../../../src/sandbox/control-room/e164.ts'

it.each([
  ['608-555-0142', '+16085550142'],
  ['(608) 555-0142', '+16085550142'],
  ['+1 608-555-0142', '+16085550142'],
  ['1 608 555 0142', '+16085550142'],
  [' +16085550142 ', '+16085550142'],
  ['+44 20 7946 0958', '+442079460958'],
  ['anonymous', 'anonymous'],
  ['sip:+16085550142@sbc.hospital.example', 'sip:+16085550142@sbc.hospital.example'],
  ['12', '12'],
  ['', ''],
])('rings from %j as %j', (written, number) => {
  expect(asE164(written)).toBe(number)
})
