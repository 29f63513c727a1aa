import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { readHints } from '../../src/domain/contact-attributes.ts'

it('reads the language, the reason and the number that the contact flow learned, as they were written', () => {
  expect(readHints({ language: 'es-US', reason: 'Refill', customerNumber: '608 555 0142', other: 'x' })).toEqual({
    language: 'es-US',
    reason: 'Refill',
    number: '608 555 0142',
  })
})

it.each([{}, { language: '', reason: '   ' }, { language: '\n', reason: '\u200b' }])(
  'finds no hint in %o',
  (attributes) => {
    expect(readHints(attributes)).toEqual({ language: null, reason: null, number: null })
  },
)

it('makes blanks of line breaks and of marks that turn the writing about', () => {
  expect(readHints({ reason: ' Refill\r\nnow\u202egnp ' }).reason).toBe('Refill now gnp')
})

it('cuts a hint to one line of a narrow pane, between letters and not within one', () => {
  expect(readHints({ reason: 'x'.repeat(100) }).reason).toBe('x'.repeat(60))
  expect(readHints({ reason: `${'x'.repeat(59)}😀😀` }).reason).toBe(`${'x'.repeat(59)}😀`)
})

it('gives no control character and no broken letter, whatever stands in an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (reason) => {
      const hint = readHints({ reason }).reason
      expect(hint ?? '').not.toMatch(/[\p{Control}\p{Format}\p{Surrogate}]/u)
      expect(hint).not.toBe('')
    }),
  )
})
