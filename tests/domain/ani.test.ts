import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseAni } from '../../src/domain/ani.ts'

it.each([
  '+16085550142',
  ' +16085550142 ',
  'tel:+16085550142',
  'TEL:+16085550142;phone-context=example.org',
  'sip:+16085550142@host',
  'SIPS:+16085550142@host;transport=tls',
  'sip:+16085550142;npdi=yes@host',
  'sip:+16085550142',
])('reads the number in %o', (address) => {
  expect(parseAni(address)).toEqual({ kind: 'number', e164: '+16085550142' })
})

it.each(['+525555550142', '+12425550', '+123456789012345'])('takes %o of any country as it is', (address) => {
  expect(parseAni(address)).toEqual({ kind: 'number', e164: address })
})

it.each(['anonymous', 'Anonymous', 'unknown', 'sip:anonymous@anonymous.invalid', 'sip:Restricted@10.0.0.1', '', '  '])(
  'takes %o for a caller who withheld the number',
  (address) => expect(parseAni(address)).toEqual({ kind: 'withheld', reason: 'anonymous' }),
)

it.each([
  ['ANONYMOUS', '+266696687'],
  ['ANONYMOUS', '266696687'],
  ['ANONYMOUS', '+1266696687'],
  ['ANONYMOUS', 'sip:+266696687@host'],
  ['RESTRICTED', '+7378742833'],
  ['UNAVAILABLE', '+86282452253'],
  ['BLOCKED', '+2562533'],
  ['UNKNOWN', '+18656696'],
])('does not search for the word %s that a network spelled on the keypad as %o', (_word, address) => {
  expect(parseAni(address)).toEqual({ kind: 'withheld', reason: 'anonymous' })
})

it.each([
  '6085550142',
  '16085550142',
  '0016085550142',
  '+06085550142',
  '+1234567890123456',
  '+123456',
  '+1 608 555 0142',
  '++16085550142',
  '4127',
  'sip:4127@host',
  '+16085550142,,123',
  '+16085550142\n+16085550117',
  '＋１６０８５５５０１４２ 0',
])('does not guess a country or a length for %o', (address) => {
  expect(parseAni(address)).toEqual({ kind: 'withheld', reason: 'unreadable' })
})

it('knows a channel that has no number from a caller who hid one', () => {
  expect(parseAni(null)).toEqual({ kind: 'withheld', reason: 'none' })
})

it('never throws, and every number it gives is E.164, whatever a network sends', () => {
  const digits = fc.stringMatching(/^(sips?:|tel:)?\+?\d{0,18}([@;].*)?$/)
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), digits), (address) => {
      const ani = parseAni(address)
      expect(ani.kind === 'withheld' || /^\+[1-9]\d{6,14}$/.test(ani.e164)).toBe(true)
    }),
  )
})

it('reads any E.164 number out of its SIP and telephone addresses alike', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{9,14}$/), (e164) => {
      const [plain, ...wrapped] = [e164, `sip:${e164}@host`, `tel:${e164}`, `sips:${e164};user=phone@host`].map(
        parseAni,
      )
      for (const ani of wrapped) expect(ani).toEqual(plain)
    }),
  )
})
