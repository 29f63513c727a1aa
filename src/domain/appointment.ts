/** Appointments of a patient, as far as they help to tell callers apart: when, what and where, and never why. */
import { dateFormat } from './date-format.ts'
import type { PatientId } from './patient.ts'

export const appointmentKinds = ['appointment', 'surgery'] as const

/** Epic keeps visits and scheduled surgeries apart; a site may let us see one and not the other (facts/epic.md 1.9). */
export type AppointmentKind = (typeof appointmentKinds)[number]

/** The statuses of what may still take place; all others (cancelled, missed, done, entered in error) are left out. */
export const expectedStatuses = ['booked', 'arrived', 'checked-in', 'pending', 'proposed', 'waitlist'] as const

export type ExpectedStatus = (typeof expectedStatuses)[number]

/**
 * One appointment.
 *
 * `start` is an instant in UTC, `2026-11-23T16:30:00.000Z`, Epic's `start` alone: the time that Epic writes into its
 * description may be another (facts/epic.md 1.9). `specialty`, `who` and `where` are words to show, null where Epic has none.
 */
export interface Appointment {
  readonly id: string
  readonly kind: AppointmentKind
  readonly status: ExpectedStatus
  readonly start: string
  readonly specialty: string | null
  readonly who: string | null
  readonly where: string | null
}

/** Whose appointments, and from which day on (`2026-11-22`, taken in UTC). */
export interface AppointmentQuestion {
  readonly patient: PatientId
  readonly from: string
}

/** The appointments of one patient, the soonest first. `someWithheld` says that Epic may hold others that we are not shown. */
export interface AppointmentAnswer {
  readonly appointments: readonly Appointment[]
  readonly someWithheld: boolean
}

/** More appointments of one patient than these are not handed on: only the next few are ever shown. */
export const mostAppointments = 20

/** Tells whether Intl knows the zone, an IANA name such as `America/Chicago`. Offsets such as `-06:00` are no zones. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/**
 * The day that a clock in the zone shows at an instant, `2026-11-23`. The site's days count, wherever the agent sits.
 *
 * @param instant Milliseconds since 1970.
 */
export function dayIn(timeZone: string, instant: number): string {
  const calendar = { calendar: 'gregory', numberingSystem: 'latn', timeZone } as const
  const parts = dateFormat('en', {
    ...calendar,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

/**
 * The question for all that is on today or later at the site. It asks from the day before: a server may take the day in its
 * own zone, and no zone is more than a day from UTC. `comingUp` then counts the site's days.
 */
export function questionFor(patient: PatientId, timeZone: string, now: number): AppointmentQuestion {
  const today = Date.parse(`${dayIn(timeZone, now)}T00:00:00Z`)
  return { patient, from: new Date(today - dayMs).toISOString().slice(0, 10) }
}

const dayMs = 24 * 60 * 60_000

/** What is on at the site today, what was on earlier today too, and what is on later; each the soonest first. */
export interface ComingUp {
  readonly today: readonly Appointment[]
  readonly later: readonly Appointment[]
}

/** Sorts appointments into today's and later ones by the site's days; those of days gone by fall out. */
export function comingUp(appointments: readonly Appointment[], timeZone: string, now: number): ComingUp {
  const today = dayIn(timeZone, now)
  const dated = inOrder(appointments).map((one) => ({ one, day: dayIn(timeZone, Date.parse(one.start)) }))
  return {
    today: dated.filter(({ day }) => day === today).map(({ one }) => one),
    later: dated.filter(({ day }) => day > today).map(({ one }) => one),
  }
}

/** The soonest first; where two begin together, by id, so that the order is always the same. */
export function inOrder(appointments: readonly Appointment[]): readonly Appointment[] {
  return [...appointments].sort(
    (one, other) => Date.parse(one.start) - Date.parse(other.start) || (one.id < other.id ? -1 : 1),
  )
}

/** The one appointment that says most about a caller: today's nearest to now, before or after, else the next one. */
export interface TellingAppointment {
  readonly when: 'today' | 'next'
  readonly appointment: Appointment
}

/** What stands in the row of a candidate; null where nothing is on today or later. */
export function tellingAppointment({ today, later }: ComingUp, now: number): TellingAppointment | null {
  const distance = (one: Appointment) => Math.abs(Date.parse(one.start) - now)
  const nearest = [...today].sort((one, other) => distance(one) - distance(other))[0]
  if (nearest !== undefined) return { when: 'today', appointment: nearest }
  return later[0] === undefined ? null : { when: 'next', appointment: later[0] }
}
