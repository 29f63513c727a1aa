import { objectOf } from './foreign-json.ts'

/** FHIR's dates, which stay text: made a `Date`, a birthday would shift with the time zone. */

/** Tells whether the text is one whole day that the calendar has: `1980-02-29`, not `1981-02-29`, `1980-02` or `1980-2-29`. */
export function isWholeDate(text: string): boolean {
  return text.length === 10 && isFhirDate(text)
}

/**
 * Tells whether the text is a date as FHIR allows it: `1984-03-12`, `1984-03` or `1984`.
 *
 * @see FHIR R4, datatypes, `date`
 */
export function isFhirDate(text: string): boolean {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text)
  if (parts === null) return false

  const [year = 0, month = 1, day = 1] = parts.slice(1).map((part) => (part === undefined ? 1 : Number(part)))
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
}

/**
 * Tells whether a FHIR Period ended before a day. An end without a day (`2019-05`) lasts to the end of its month or year;
 * without a readable end, the period goes on.
 *
 * @param today `2026-11-24`
 */
export function isOver(period: unknown, today: string): boolean {
  const end = objectOf(period)?.['end']
  if (typeof end !== 'string') return false

  const lastDay = end.slice(0, 10)
  return isFhirDate(lastDay) && lastDay < today.slice(0, lastDay.length)
}

/** Today where the program runs in UTC, `2026-11-24`: a day's difference does not matter to an old number. */
export function todayUtc(): string {
  return new Date().toISOString().slice(0, 10)
}

function daysOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return isLeap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
