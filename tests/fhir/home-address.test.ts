import { expect, it } from 'vitest'
import { readHome, writeHome } from '../../src/fhir/home-address.ts'

const today = '2026-11-24'
const numberOf = (...line: unknown[]) => readHome([{ use: 'home', city: 'Madison', line }], today).streetNumber

it.each([
  ['12 Lakeside Ct', '12'],
  ['12B Lakeside Ct', '12B'],
  ['3268 West Johnson St. Apt 117', '3268'],
  ['N61W23044 Main St', 'N61W23044'],
  ['Calle Sol 145', '145'],
  ['5th Avenue 77a', '77a'],
  ['PO Box 900', null],
  ['P.O. Box 900', null],
  ['Apt 7', null],
  ['Quiet Ln', null],
  ['3rd Street', null],
])('reads the street number of %o as %o', (line, number) => expect(numberOf(line)).toBe(number))

it('reads on where the first line holds no number, and is not put out by what is no text', () => {
  expect(numberOf(null, 'Care of Rosa', '8 Old Mill Rd')).toBe('8')
  expect(numberOf()).toBeNull()
  expect(readHome(null, today)).toEqual({ town: null, streetNumber: null })
})

it('takes the house number that FHIR names, as Dutch Epics write it', () => {
  const extension = [
    { url: 'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-streetName', valueString: 'Kade' },
    { url: 'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-houseNumber', valueString: '1000' },
  ]
  expect(readHome([{ use: 'home', city: 'STITSWERD', _line: [{ extension }] }], today)).toEqual({
    town: 'STITSWERD',
    streetNumber: '1000',
  })
})

it('reads neither a former home nor a place of work', () => {
  const address = [
    { use: 'old', line: ['1 Past Rd'], city: 'Verona' },
    { use: 'home', line: ['2 Gone Rd'], city: 'Monona', period: { end: '2020-01-01' } },
    { use: 'work', line: ['3 Desk Rd'], city: 'Chicago' },
  ]
  expect(readHome(address, today)).toEqual({ town: null, streetNumber: null })
})

it('writes the number of the street and never its name (R29)', () => {
  const home = readHome([{ use: 'home', line: ['12B Lakeside Ct', 'Apt 7'], city: 'Madison' }], today)
  expect(writeHome(home)).toEqual([{ use: 'home', line: ['12B'], city: 'Madison' }])
  expect(writeHome({ town: null, streetNumber: null })).toEqual([])
})
