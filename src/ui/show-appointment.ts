import { type Appointment, dayIn } from '../domain/appointment.ts'
import { dateFormat } from '../domain/date-format.ts'
import type { Messages } from './messages-en.ts'

/** When an appointment is by the hospital's clocks, in the agent's language. */
export interface ShownMoment {
  /** `10:30 AM`, as the locale writes it. */
  readonly time: string
  /** `2 Dec`, and `2 Jan 2027` in another year: the day first and the month a word, as birth dates are written. */
  readonly day: string
  /** `Tue` */
  readonly weekday: string
}

/** Writes the moment of an instant in a zone; the day is the zone's own, wherever the agent sits. */
export function showMoment(start: string, timeZone: string, locale: string, now: number): ShownMoment {
  const at = Date.parse(start)
  const part = (options: Intl.DateTimeFormatOptions) => dateFormat(locale, { ...options, timeZone }).format(at)
  const year = dayIn(timeZone, at).slice(0, 4)
  const isThisYear = dayIn(timeZone, now).startsWith(year)
  const day = Number(dayIn(timeZone, at).slice(8))
  return {
    time: part({ hour: 'numeric', minute: '2-digit' }),
    day: [day, part({ month: 'short' }), isThisYear ? null : year].filter((one) => one !== null).join(' '),
    weekday: part({ weekday: 'short' }),
  }
}

/** What it is about in a word or two: the specialty, or that it is a surgery. */
export function showWhat({ kind, specialty }: Appointment, words: Messages['appointments']): string {
  return kind === 'surgery' ? words.kinds.surgery : (specialty ?? words.kinds.appointment)
}

/** The zone in words where the agent's own clock differs from the hospital's, `Central Standard Time`; null where both agree. */
export function showZoneIfOther(timeZone: string, locale: string, now: number): string | null {
  const clock = (zone?: string) =>
    dateFormat('en', {
      dateStyle: 'short',
      timeStyle: 'short',
      ...(zone === undefined ? {} : { timeZone: zone }),
    }).format(now)
  if (clock() === clock(timeZone)) return null
  const parts = dateFormat(locale, { timeZone, timeZoneName: 'long' }).formatToParts(now)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
