/** Birth dates as agents type them and as FHIR writes them. They stay text: a `Date` would shift them by the time zone. */

/** The order in which a locale writes the parts of a date. ISO order (`1980-02-29`) is understood in every locale. */
export type DateOrder = 'month-first' | 'day-first'

/**
 * What a typed text says of a birth date.
 *
 * `date` is a whole day, `1980-02-29`. `incomplete` may still become one; `impossible` cannot: a day that no
 * calendar has, or one in the future.
 */
export type TypedBirthDate =
  | { readonly kind: 'empty' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'impossible'; readonly reason: 'no-such-day' | 'future' | 'too-long-ago' | 'unreadable' }
  | { readonly kind: 'date'; readonly date: string }

/** Nobody alive is older: the oldest person on record reached 122 years. */
const oldestYears = 125

/**
 * Reads a birth date while it is typed: `02291980`, `2/29/1980`, `2-29-1980`, `1980-02-29`, with blanks anywhere.
 *
 * Never throws and never guesses a century: two-digit years are incomplete.
 *
 * @param typed What stands in the field.
 * @param order How this locale writes dates: `02291980` is 29 February where the month comes first.
 * @param today The day the agent lives in, `2026-11-23`.
 */
export function parseBirthDate(typed: string, order: DateOrder, today: string): TypedBirthDate {
  const text = typed.trim()
  if (text === '') return { kind: 'empty' }
  if (!/^[\d\s./-]+$/.test(text)) return { kind: 'impossible', reason: 'unreadable' }

  const parts = split(text, order)
  if (parts === null) return { kind: 'impossible', reason: 'unreadable' }
  if (parts === 'incomplete') return { kind: 'incomplete' }
  return check(parts, today)
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

function split(text: string, order: DateOrder): Parts | 'incomplete' | null {
  const groups = text.split(/[\s./-]+/).filter((group) => group !== '')
  const digits = groups.join('')
  if (digits.length > 8) return null

  const [first = '', second = '', third = ''] = groups
  if (groups.length === 3 && first.length === 4) return third === '0' ? 'incomplete' : inOrder(first, second, third)
  if (groups.length === 3 && third.length === 4) {
    return order === 'month-first' ? inOrder(third, first, second) : inOrder(third, second, first)
  }
  if (digits.length < 8) return 'incomplete'
  // In 1/1/021980 a stroke stands within a part: another date would come out than was meant.
  const isTornApart = /[./-]/.test(text) && groups.some((group) => group.length % 2 === 1)
  return isTornApart ? null : byPosition(digits, order)
}

function byPosition(digits: string, order: DateOrder): Parts {
  const first = digits.slice(0, 2)
  const second = digits.slice(2, 4)
  const year = digits.slice(4)
  // 19800229 is ISO without its hyphens: read otherwise, it would be a month 19 or a year before 1300.
  const isIso = /^(?:18|19|20)/.test(digits) && isCalendarDay(isoOf(digits))
  if (isIso) return isoOf(digits)
  return order === 'month-first' ? inOrder(year, first, second) : inOrder(year, second, first)
}

function isoOf(digits: string): Parts {
  return inOrder(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6))
}

function inOrder(year: string, month: string, day: string): Parts {
  return { year: Number(year), month: Number(month), day: Number(day) }
}

function check(parts: Parts, today: string): TypedBirthDate {
  if (!isCalendarDay(parts)) return { kind: 'impossible', reason: 'no-such-day' }

  const date = write(parts)
  if (date > today) return { kind: 'impossible', reason: 'future' }
  if (parts.year < Number(today.slice(0, 4)) - oldestYears) return { kind: 'impossible', reason: 'too-long-ago' }
  return { kind: 'date', date }
}

function write({ year, month, day }: Parts): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function isCalendarDay({ year, month, day }: Parts): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Tells whether a whole day is another day with day and month changed about: `1980-03-04`, but not `1980-03-03` or `1980-03-14`. */
export function isSwappable(date: string): boolean {
  const [, month = '', day = ''] = date.split('-')
  return month !== day && Number(day) <= 12
}

/** Tells whether a text is a whole, existing day as FHIR writes it (FHIR R4 datatypes, `date`). */
export function isWholeDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match !== null && isCalendarDay(inOrder(match[1] ?? '', match[2] ?? '', match[3] ?? ''))
}

/**
 * The age in whole years on `today`, or null where the birth date does not say (absent, or later than today).
 * A year alone (`1984`) gives the age reached this year at the latest.
 */
export function ageOn(birthDate: string | null, today: string): number | null {
  if (birthDate === null || birthDate > today) return null

  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  const hadBirthday = today.slice(5) >= birthDate.slice(5)
  return Number.isNaN(years) ? null : years - (hadBirthday ? 0 : 1)
}
