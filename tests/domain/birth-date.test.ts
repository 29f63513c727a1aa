import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOn, isWholeDay, parseBirthDate } from '../../src/domain/birth-date.ts'

const today = '2026-11-23'
const typedMonthFirst = (typed: string) => parseBirthDate(typed, 'month-first', today)
const typedDayFirst = (typed: string) => parseBirthDate(typed, 'day-first', today)
const leapDay = { kind: 'date', date: '1980-02-29' }

describe('an agent who writes the month first', () => {
  it.each([
    '02291980',
    '2/29/1980',
    '02/29/1980',
    '2-29-1980',
    '2.29.1980',
    '2 29 1980',
    '  02 29 1980 ',
    '0 2 2 9 1 9 8 0',
    '2/29/1980/',
    '0229 1980',
    '0229/1980',
    '1980-02-29',
    '1980-2-29',
    '1980/02/29',
    '1980 02 29',
    '19800229',
    '1980 0229',
  ])('may type 29 February 1980 as %o', (typed) => expect(typedMonthFirst(typed)).toEqual(leapDay))

  it.each([
    ['01021990', '1990-01-02'],
    ['1/2/1990', '1990-01-02'],
    ['12312019', '2019-12-31'],
    ['10201910', '1910-10-20'],
    ['20101120', '2010-11-20'],
  ])('means by %o the day %s', (typed, date) => expect(typedMonthFirst(typed)).toEqual({ kind: 'date', date }))
})

describe('an agent who writes the day first', () => {
  it.each(['29021980', '29/2/1980', '29.02.1980', '29 2 1980', '1980-02-29', '19800229'])(
    'may type 29 February 1980 as %o',
    (typed) => expect(typedDayFirst(typed)).toEqual(leapDay),
  )

  it.each([
    ['01021990', '1990-02-01'],
    ['1/2/1990', '1990-02-01'],
    ['20011980', '1980-01-20'],
    ['19121950', '1950-12-19'],
    ['20101120', '2010-11-20'],
  ])('means by %o the day %s', (typed, date) => expect(typedDayFirst(typed)).toEqual({ kind: 'date', date }))
})

describe('while a date is typed', () => {
  it.each(['', '   '])('says nothing to %o', (typed) => expect(typedMonthFirst(typed)).toEqual({ kind: 'empty' }))

  it.each([
    '0',
    '02',
    '0229',
    '0229198',
    '2/',
    '2/29',
    '2/29/',
    '2/29/19',
    '2/29/198',
    '1980',
    '1980-',
    '1980-02-0',
    '/',
  ])('waits for more after %o', (typed) => expect(typedMonthFirst(typed)).toEqual({ kind: 'incomplete' }))

  it.each(['2/29/80', '22980', '80-02-29'])('never guesses the century of %o', (typed) => {
    expect(typedMonthFirst(typed)).toEqual({ kind: 'incomplete' })
  })

  it.each([
    '02301980',
    '2/30/1980',
    '02291981',
    '02291900',
    '13011980',
    '00011980',
    '1980-00-01',
    '1980-04-31',
    '06311980',
    '09311980',
    '11311980',
    '01321980',
    '19800230',
  ])('says at once that no calendar has %o', (typed) =>
    expect(typedMonthFirst(typed)).toEqual({ kind: 'impossible', reason: 'no-such-day' }),
  )

  it.each(['01311980', '03311980', '05311980', '07311980', '08311980', '10311980', '12311980', '04301980', '02292000'])(
    'knows that %o is the last of its month',
    (typed) => expect(typedMonthFirst(typed).kind).toBe('date'),
  )

  it.each(['11242026', '1/1/2027', '9999-12-31'])('says that %o is still to come', (typed) => {
    expect(typedMonthFirst(typed)).toEqual({ kind: 'impossible', reason: 'future' })
  })

  it('takes a child born today', () => {
    expect(typedMonthFirst('11232026')).toEqual({ kind: 'date', date: today })
  })

  it.each(['12311900', '02291880', '0001-01-01', '1000-01-01'])('says that nobody alive was born on %o', (typed) => {
    expect(typedMonthFirst(typed)).toEqual({ kind: 'impossible', reason: 'too-long-ago' })
  })

  it('takes somebody of 125 years', () => {
    expect(typedMonthFirst('01011901')).toEqual({ kind: 'date', date: '1901-01-01' })
  })

  it.each([
    '022919801',
    '1/1/021980',
    '2/29/19801',
    '2/29/1980/1',
    '29 February 1980',
    'O2291980',
    '1980–02–29',
    '+1',
    '٠٢٢٩١٩٨٠',
  ])('cannot read %o', (typed) => expect(typedMonthFirst(typed)).toEqual({ kind: 'impossible', reason: 'unreadable' }))
})

const order = fc.constantFrom('month-first' as const, 'day-first' as const)
const realDay = fc
  .date({ min: new Date('1901-01-01T00:00:00Z'), max: new Date(`${today}T00:00:00Z`), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

/** Every way in which one day may be typed. */
function formsOf(day: string, order: 'month-first' | 'day-first'): string[] {
  const [year = '', month = '', date = ''] = day.split('-')
  const local = order === 'month-first' ? [month, date, year] : [date, month, year]
  const short = local.map((part) => String(Number(part)))
  const iso = [year, month, date]
  const joined = [local, iso].map((parts) => parts.join(''))
  return [
    ...joined,
    ...['-', '/', '.', ' ', ' / '].flatMap((mark) => [local, short, iso].map((parts) => parts.join(mark))),
  ]
}

it('reads every real day in every form, in either order', () => {
  fc.assert(
    fc.property(realDay, order, (day, order) => {
      for (const typed of formsOf(day, order))
        expect(parseBirthDate(typed, order, today)).toEqual({ kind: 'date', date: day })
    }),
    { numRuns: 500 },
  )
})

it('calls nothing impossible that can still become a date', () => {
  fc.assert(
    fc.property(realDay, order, (day, order) => {
      for (const typed of formsOf(day, order)) {
        for (let length = 0; length < typed.length; length++) {
          const soFar = typed.slice(0, length)
          expect([soFar, parseBirthDate(soFar, order, today).kind]).not.toEqual([soFar, 'impossible'])
        }
      }
    }),
    { numRuns: 300 },
  )
})

it('never throws, and every date it gives is a whole day that is not to come', () => {
  const likelyText = fc.stringMatching(/^[\d\s./-]{0,14}$/)
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), likelyText), order, (typed, order) => {
      const parsed = parseBirthDate(typed, order, today)
      expect(parsed.kind !== 'date' || (isWholeDay(parsed.date) && parsed.date <= today)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

it.each(['1980-02-29', '2000-02-29', '2015-07-01'])('knows %o for a whole day', (text) => {
  expect(isWholeDay(text)).toBe(true)
})

it.each(['1980', '1980-02', '1981-02-29', '1900-02-29', '1980-2-29', '1980-02-29T00:00:00Z', '', ' 1980-02-29'])(
  'does not take %o for a whole day',
  (text) => expect(isWholeDay(text)).toBe(false),
)

it.each([
  ['1980-02-29', '2026-02-28', 45],
  ['1980-02-29', '2026-03-01', 46],
  ['2015-07-01', '2026-06-30', 10],
  ['2015-07-01', '2026-07-01', 11],
  ['2026-11-23', '2026-11-23', 0],
  ['1984-03', '2026-03-01', 42],
  ['1984', '2026-01-01', 42],
])('counts for somebody born %s on %s the age %d', (birthDate, today, age) => {
  expect(ageOn(birthDate, today)).toBe(age)
})

it.each([null, '2026-11-24', 'unknown'])('knows no age for the birth date %o', (birthDate) => {
  expect(ageOn(birthDate, today)).toBeNull()
})
