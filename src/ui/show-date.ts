import type { DateOrder } from '../domain/birth-date.ts'

/** The order in which a locale writes day and month; ISO-like locales count as month first. */
export function dateOrderOf(locale: string): DateOrder {
  const parts = new Intl.DateTimeFormat(locale).formatToParts(0).map((part) => part.type)
  return parts.indexOf('day') < parts.indexOf('month') ? 'day-first' : 'month-first'
}

/** The day it is where the agent sits, `2026-11-23`. */
export function todayOf(now: number): string {
  const date = new Date(now)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}

/**
 * A FHIR date in words: `29 February 1980`, `February 1980`, `1980`. The day comes first and the month is a word, so
 * that nobody reads 3/4 the wrong way round. Written in UTC, because a birth date has no time zone.
 */
export function showDate(date: string, locale: string): string {
  const [year = '', month, day] = date.split('-')
  const at = new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`)
  const word = month === undefined ? '' : new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(at)
  return [day === undefined ? '' : String(Number(day)), word, year].filter((part) => part !== '').join(' ')
}

/** The time of day on the agent's clock, as the locale writes it: `10:02 AM`. */
export function showTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at)
}

/** Minutes and seconds, `0:09`, `12:40`, `61:05`. */
export function showDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000))
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}
