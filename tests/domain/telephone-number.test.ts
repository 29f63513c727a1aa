import * as fc from 'fast-check'
import allMetadata from 'libphonenumber-js/max/metadata'
import { expect, it } from 'vitest'
import { telephoneFormats } from '../../src/domain/site-policy.ts'
import metadata from '../../src/domain/telephone-metadata.json' with { type: 'json' }
import { readTelephone, showTelephone, writeTelephone } from '../../src/domain/telephone-number.ts'

it.each([
  '608-555-0142',
  '(608) 555-0142',
  '6085550142',
  '608.555.0142',
  '1 608 555 0142',
  '+1 608-555-0142',
  '+16085550142',
  '608-555-0142 x123',
  '608-555-0142 ext. 5',
  '6085550142 (mother)',
])('reads %o as the number of one household', (text) => expect(readTelephone(text, 'US')).toBe('+16085550142'))

it.each([
  ['416-555-0199', 'CA', '+14165550199'],
  ['787-555-0142', 'PR', '+17875550142'],
  ['55 1234 5678', 'MX', '+525512345678'],
  ['+52 1 55 1234 5678', 'US', '+525512345678'],
  ['011 52 55 1234 5678', 'US', '+525512345678'],
  ['+1 608 555 0142', 'MX', '+16085550142'],
] as const)('reads %o written in %s', (text, country, e164) => expect(readTelephone(text, country)).toBe(e164))

it.each([
  '',
  'anonymous',
  'undefined',
  '911',
  '555-0142',
  '108-555-0142',
  '608-155-0142',
  '1-800-FLOWERS',
  '+442071838750',
])('does not take %o for a number of the site', (text) => expect(readTelephone(text, 'US')).toBeNull())

it.each([
  ['e164', '+16085550142'],
  ['digits', '6085550142'],
  ['national', '(608) 555-0142'],
  ['dashed', '608-555-0142'],
  ['plus-dashed', '+1 608-555-0142'],
  ['international', '+1 608 555 0142'],
] as const)('writes a number as %s', (format, text) => expect(writeTelephone('+16085550142', format)).toBe(text))

it('leaves a number of another country as it is, in every format', () => {
  expect(new Set(telephoneFormats.map((format) => writeTelephone('+442071838750', format)))).toEqual(
    new Set(['+442071838750']),
  )
})

it('shows a number of the own country without its code, and others with it', () => {
  expect(showTelephone('+16085550142', 'US')).toBe('(608) 555-0142')
  expect(showTelephone('+17875550142', 'US')).toBe('(787) 555-0142')
  expect(showTelephone('+16085550142', 'MX')).toBe('+1 608 555 0142')
  expect(showTelephone('+525512345678', 'MX')).toBe('55 1234 5678')
  expect(showTelephone('+442071838750', 'US')).toBe('+442071838750')
})

it('reads back every number in every format it writes', () => {
  const numbers = fc.oneof(
    fc.integer({ min: 200_200_0000, max: 999_999_9999 }).map((n) => `+1${n}`),
    fc.constantFrom('+525512345678', '+528112345678'),
  )
  fc.assert(
    fc.property(numbers, fc.constantFrom(...telephoneFormats), (e164, format) => {
      fc.pre(readTelephone(e164, 'US') !== null)
      const home = e164.startsWith('+52') ? 'MX' : 'US'
      expect(readTelephone(writeTelephone(e164, format), home)).toBe(e164)
    }),
  )
})

it('never throws, whatever stands in the place of a number', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...Array.from('+0158() -.x;=,/')) })),
      (text) => {
        const e164 = readTelephone(text, 'US')
        expect(e164 === null || /^\+(1|52)\d{10}$/.test(e164)).toBe(true)
      },
    ),
  )
})

it('knows the numbering plans of the installed libphonenumber-js', () => {
  expect(metadata.version).toBe(allMetadata.version)
  for (const country of ['US', 'CA', 'PR', 'MX'] as const) {
    expect(metadata.countries[country]).toEqual(allMetadata.countries[country])
  }
})
