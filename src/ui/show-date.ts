import type { DateOrder } from '../domain/birth-date.ts'
import { dateFormat } from '../domain/date-format.ts'

/** The order in which a locale writes day and month; ISO-like locales count as month first. */
export function dateOrderOf(locale: string): DateOrder {
  const parts = dateFormat(locale)
    .formatToParts(0)
    .map((part) => part.type)
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
 * A FHIR date in words: `29 February 1980`, `29 de febrero de 1980`, `February 1980`, `1980`. The day comes first and the
 * month is a word, so that nobody reads 3/4 the wrong way round. Written in UTC, because a birth date has no time zone.
 */
export function showDate(date: string, locale: string): string {
  const [year = '', month, day] = date.split('-')
  if (month === undefined) return year

  const at = new Date(`${year}-${month}-${day ?? '01'}T00:00:00Z`)
  // English alone writes the month first, and only in some countries.
  const dayFirst = new Intl.Locale(locale).language === 'en' ? 'en-GB' : locale
  const ofDay = day === undefined ? {} : ({ day: 'numeric' } as const)
  return dateFormat(dayFirst, { ...ofDay, month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
}

/** The time of day on the agent's clock, as the locale writes it: `10:02 AM`. */
export function showTime(at: number, locale: string): string {
  return dateFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at)
}

/** Minutes and seconds, `0:09`, `12:40`, `61:05`. */
export function showDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000))
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}
