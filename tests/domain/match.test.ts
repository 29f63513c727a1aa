import { describe, expect, it } from 'vitest'
import { compare, type Said, telephoneOf } from '../../src/domain/match.ts'
import type { Patient } from '../../src/domain/patient.ts'
import { aNumber, hiddenNumber } from '../fixtures/contact.ts'
import { aName, aPatient, aTelephone } from '../fixtures/patient.ts'

const nothingSaid: Said = { birthDate: null, given: null, family: null }
const said = (facts: Partial<Said>): Said => ({ ...nothingSaid, ...facts })

const given = (patient: Partial<Patient>, given: string | null) =>
  compare(aPatient(patient), said({ given }), hiddenNumber).given
const family = (patient: Partial<Patient>, family: string | null) =>
  compare(aPatient(patient), said({ family }), hiddenNumber).family
const telephone = (telephones: Patient['telephones'], ani = aNumber()) =>
  compare(aPatient({ telephones }), nothingSaid, ani).telephone
const birthDate = (known: string | null, birthDate: string | null) =>
  compare(aPatient({ birthDate: known }), said({ birthDate }), hiddenNumber).birthDate

it('says nothing of a candidate before anything was said, but that the number is theirs', () => {
  expect(compare(aPatient(), nothingSaid, aNumber())).toEqual({
    birthDate: 'unknown',
    given: 'unknown',
    family: 'unknown',
    telephone: 'agrees',
  })
})

it('compares each field by itself, and adds nothing up', () => {
  const heard = said({ given: 'Ada', family: 'Other', birthDate: '1980-02-28' })
  expect(compare(aPatient(), heard, aNumber('+16085550117'))).toEqual({
    birthDate: 'differs',
    given: 'agrees',
    family: 'differs',
    telephone: 'differs',
  })
})

describe('the birth date', () => {
  it.each([
    ['agrees', 'the same day', '1980-02-29', '1980-02-29'],
    ['differs', 'another day', '1980-02-29', '1980-02-28'],
    ['differs', 'month and day changed about', '1980-02-03', '1980-03-02'],
    ['unknown', 'the month of which alone is known', '1984-03', '1984-03-12'],
    ['differs', 'another month than the known one', '1984-03', '1984-04-12'],
    ['unknown', 'the year of which alone is known', '1984', '1984-03-12'],
    ['differs', 'another year than the known one', '1984', '1985-03-12'],
    ['unknown', 'a day nobody wrote down', null, '1984-03-12'],
    ['unknown', 'nothing said', '1984-03-12', null],
    ['differs', 'a day no calendar has, in Epic', '1981-02-29', '1981-03-01'],
  ] as const)('%s with %s', (agreement, _what, known, heard) => expect(birthDate(known, heard)).toBe(agreement))
})

describe('a given name', () => {
  const anaMaria = { names: [aName('Ana Maria', 'Kessler')] }

  it.each(['Ana', 'Maria', 'Ana Maria', 'ANA-MARÍA', ' ana '])('agrees with %o for Ana Maria', (heard) => {
    expect(given(anaMaria, heard)).toBe('agrees')
  })

  it.each(['Anna', 'A', 'Mari', 'Maria Ana'])('differs from %o for Ana Maria', (heard) => {
    expect(given(anaMaria, heard)).toBe('differs')
  })

  it.each([null, '', ' ', '-'])('is not known to differ where %o was said', (heard) => {
    expect(given(anaMaria, heard)).toBe('unknown')
  })

  it('agrees with a nickname that Epic knows', () => {
    expect(given({ names: [aName('Roberto', 'Example'), aName('Bob', 'Example', 'nickname')] }, 'Bob')).toBe('agrees')
  })

  it('is unknown where Epic has none: silence is no difference', () => {
    expect(given({ names: [{ use: 'official', family: 'Example', given: [], text: 'Example' }] }, 'Ada')).toBe(
      'unknown',
    )
    expect(given({ names: [] }, 'Ada')).toBe('unknown')
  })
})

describe('a family name', () => {
  it('agrees with the maiden name, which people go on using', () => {
    const helen = { names: [aName('Helen', 'Sorensen'), aName('Helen', 'Dahl', 'old')] }
    expect(family(helen, 'Dahl')).toBe('agrees')
    expect(family(helen, 'Sørensen')).toBe('agrees')
  })

  it('differs where nobody by that name ever was', () => expect(family({}, 'Kessler')).toBe('differs'))

  it('is unknown where Epic has none', () => {
    expect(family({ names: [{ use: 'usual', family: null, given: ['Ada'], text: 'Ada' }] }, 'Example')).toBe('unknown')
  })
})

describe('the calling number', () => {
  it('agrees when the patient has it, or once had it', () => {
    expect(telephone([aTelephone({ isOld: true })])).toBe('agrees')
  })

  it('differs from every other number of the patient', () => {
    expect(telephone([aTelephone({ e164: '+16085550117' }), aTelephone({ e164: null })])).toBe('differs')
  })

  it('is unknown when the caller hid it, or the patient has none', () => {
    expect(telephone([aTelephone()], hiddenNumber)).toBe('unknown')
    expect(telephone([])).toBe('unknown')
  })

  it('is a current number rather than an old one where the patient has it twice', () => {
    const old = aTelephone({ use: 'home', isOld: true })
    const current = aTelephone({ use: 'mobile' })
    expect(telephoneOf(aNumber(), [old, current])).toBe(current)
    expect(telephoneOf(aNumber(), [old])).toBe(old)
    expect(telephoneOf(aNumber(), [])).toBeNull()
    expect(telephoneOf(hiddenNumber, [current])).toBeNull()
  })
})
