import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldName } from '../../src/domain/person-name.ts'

it.each([
  ['O’Brien-Núñez', 'obriennunez'],
  ["O'BRIEN NUNEZ", 'obriennunez'],
  ['García', 'GARCIA'],
  ['Ana-María', 'ana maria'],
  ['St. John', 'StJohn'],
  ['Groß', 'gross'],
  ['GROẞ', 'gross'],
  ['Sørensen', 'Sorensen'],
  ['Łukasz', 'Lukasz'],
  ['Æsir', 'aesir'],
  ['İnci', 'inci'],
  ['Işık', 'isik'],
  ['ﬁnch', 'Finch'],
  ['N\u0303', 'Ñ'],
])('hears the same name in %s and %s', (one, other) => expect(foldName(one)).toBe(foldName(other)))

it.each([
  ['Ana', 'Anna'],
  ['Ada', 'Ida'],
  ['Kessler', 'Kesler'],
  ['Whitfield Jr.', 'Whitfield Sr.'],
  ['王', '李'],
])('keeps %s and %s apart', (one, other) => expect(foldName(one)).not.toBe(foldName(other)))

it.each(['', ' ', '-', '’', '…'])('finds no name in %o', (text) => expect(foldName(text)).toBe(''))

it('folds whatever comes only once: a folded name stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(foldName(foldName(name))).toBe(foldName(name))
    }),
  )
})
