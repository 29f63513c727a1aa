import { describe, expect, it } from 'vitest'
import { assert, constantFrom, date, property } from 'fast-check'
import { compare, type Said, telephoneOf } from '../../src/domain/match.ts'
import { formerFamilyOf } from '../../src/domain/name-agreement.ts'
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
    suffix: 'unknown',
    telephone: 'agrees',
    recordNumber: 'unknown',
  })
})

it('compares each field by itself, and adds nothing up', () => {
  const heard = said({ given: 'Ada', family: 'Other', birthDate: '1980-02-28' })
  expect(compare(aPatient(), heard, aNumber('+16085550117'))).toEqual({
    birthDate: 'differs',
    given: 'agrees',
    family: 'differs',
    suffix: 'unknown',
    telephone: 'differs',
    recordNumber: 'unknown',
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

it('never agrees with a date that Epic knows in part or that no calendar has, and differs only where it must', () => {
  const anyDay = date({ min: new Date('1901-01-01'), max: new Date('2026-11-23'), noInvalidDate: true })
  const length = constantFrom(4, 7)
  assert(
    property(anyDay, anyDay, length, (one, other, length) => {
      const [known, heard] = [isoDay(one).slice(0, length), isoDay(other)]
      expect(birthDate(known, heard)).toBe(heard.startsWith(known) ? 'unknown' : 'differs')
      expect(birthDate(`${known.slice(0, 4)}-13-01`, heard)).toBe('differs')
      expect(birthDate(isoDay(one), heard)).toBe(isoDay(one) === heard ? 'agrees' : 'differs')
    }),
  )
})

describe('a person of one name', () => {
  const sukarno = aPatient({ names: [{ use: 'official', family: 'Sukarno', given: [], text: 'Sukarno' }] })
  const names = (heard: Partial<Said>) => {
    const { given, family } = compare(sukarno, said(heard), hiddenNumber)
    return { given, family }
  }

  it('agrees by it, whichever field it was typed into', () => {
    expect(names({ given: 'Sukarno', family: 'Sukarno' })).toEqual({ given: 'agrees', family: 'agrees' })
    expect(names({ given: 'Sukarno', family: '-' })).toEqual({ given: 'agrees', family: 'unknown' })
    expect(names({ given: 'Bung', family: 'SUKARNO' })).toEqual({ given: 'unknown', family: 'agrees' })
    expect(names({ given: 'Bung', family: 'Hatta' })).toEqual({ given: 'unknown', family: 'differs' })
  })
})

describe('a suffix', () => {
  const senior = {
    names: [{ use: 'official', family: 'Whitfield', given: ['James'], text: 'James Whitfield Sr.' }],
  } as const
  const suffix = (heard: string) => {
    const { family, suffix } = compare(aPatient(senior), said({ family: heard }), hiddenNumber)
    return { family, suffix }
  }

  it('that stands in the text alone is compared where the caller said one', () => {
    expect(suffix('Whitfield')).toEqual({ family: 'agrees', suffix: 'unknown' })
    expect(suffix('Whitfield Senior')).toEqual({ family: 'agrees', suffix: 'agrees' })
    expect(suffix('whitfield, jr.')).toEqual({ family: 'agrees', suffix: 'differs' })
  })
})

const text = (text: string) => ({ names: [{ use: 'usual' as const, family: null, given: [], text }] })

it('reads given and family name out of a name that is text alone', () => {
  for (const patient of [text('Warren McGinnis III'), text('McGinnis, Warren')]) {
    expect([given(patient, 'Warren'), family(patient, 'Mcginnis')]).toEqual(['agrees', 'agrees'])
  }
})

const numbered = (heard: string | null) => compare(aPatient(), { ...nothingSaid, recordNumber: heard }, hiddenNumber)

describe('a record number', () => {
  it('is compared whole: leading zeros count', () => {
    expect(numbered('000001').recordNumber).toBe('agrees')
    expect(numbered('1').recordNumber).toBe('differs')
    expect(numbered(null).recordNumber).toBe('unknown')
  })

  it('agrees however its letters are written, as it does where it is verified by', () => {
    const patient = aPatient({ recordNumbers: [{ system: 'urn:oid:1', value: 'E4471' }] })
    const said = { ...nothingSaid, recordNumber: ' e4471' }
    expect(compare(patient, said, hiddenNumber).recordNumber).toBe('agrees')
  })
})

describe('a given name', () => {
  const anaMaria = { names: [aName('Ana Maria', 'Kessler')] }

  it.each(['Ana', 'Maria', 'Ana Maria', 'ANA-MARÍA', ' ana '])('agrees with %o for Ana Maria', (heard) => {
    expect(given(anaMaria, heard)).toBe('agrees')
  })

  it.each(['A', 'Lucia', 'Maria Ana', 'Ana Lucia'])('differs from %o for Ana Maria', (heard) => {
    expect(given(anaMaria, heard)).toBe('differs')
  })

  it.each([null, '', ' ', '-'])('is not known to differ where %o was said', (heard) => {
    expect(given(anaMaria, heard)).toBe('unknown')
  })

  it.each([
    ['Anna', 'one-letter'],
    ['Mari', 'short-form'],
    ['Mareea', 'sound'],
  ] as const)('is only alike with %o for Ana Maria: %s', (heard, likeness) => {
    expect(given(anaMaria, heard)).toBe(likeness)
  })

  it('is no full agreement where Bill was said for William', () => {
    expect(given({ names: [aName('William', 'Example')] }, 'Bill')).toBe('short-form')
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
  it('is told as a former one where the maiden name was said, which people go on using', () => {
    const helen = { names: [aName('Helen', 'Sorensen'), aName('Helen', 'Dahl', 'old')] }
    expect(family(helen, 'Dahl')).toBe('former')
    expect(formerFamilyOf(helen.names, 'DAHL')).toBe('Dahl')
    expect(family(helen, 'Sørensen')).toBe('agrees')
    expect(formerFamilyOf(helen.names, 'Sørensen')).toBeNull()
  })

  it.each([
    ['Kessler', 'Kesler', 'one-letter'],
    ['Philips', 'Fillips', 'sound'],
    ['Garcia-Lopez', 'Lopez', 'part'],
    ['García López', 'Garcia', 'part'],
    ["O'Brien", 'OBRIEN', 'agrees'],
    ['O’Brien-Núñez', 'obrien nunez', 'agrees'],
    ['de la Cruz', 'de la Vega', 'differs'],
    ['de la Cruz', 'Cruz', 'part'],
    ['van Putten', 'Putten', 'part'],
    ['van Putten', 'van Dyke', 'differs'],
    ['von Berg', 'Von Stein', 'differs'],
    ['del Rio', 'del Toro', 'differs'],
    ['dos Reis', 'dos Campos', 'differs'],
    ['ter Horst', 'ter Beek', 'differs'],
    ['bin Laith', 'bin Omar', 'differs'],
    ['Van Dyke-Porter', 'van Dyke', 'part'],
    ['Müller', 'Weiß', 'differs'],
  ] as const)('of %s compares with %s as %s', (known, heard, agreement) => {
    expect(family({ names: [aName('Ada', known)] }, heard)).toBe(agreement)
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

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10)
}
