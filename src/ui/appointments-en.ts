import type { AppointmentKind, ExpectedStatus } from '../domain/appointment.ts'

const kinds: Record<AppointmentKind, string> = { appointment: 'appointment', surgery: 'surgery' }

const statuses: Record<ExpectedStatus, string> = {
  booked: 'booked',
  arrived: 'arrived',
  'checked-in': 'checked in',
  pending: 'not yet confirmed',
  proposed: 'proposed',
  waitlist: 'on the waiting list',
}

/** What is said of a patient's appointments, in English. */
export const appointmentsEn = {
  title: 'Appointments',
  kinds,
  statuses,
  todayInRow: (time: string, what: string) => `today ${time} ${what}`,
  nextInRow: (day: string, what: string) => `next: ${day}, ${what}`,
  notAllInRow: (text: string) => `not all: ${text}`,
  noneInRow: 'no appointment ahead',
  noneShownInRow: 'no appointment that Epic shows',
  today: (time: string) => `Today ${time}`,
  on: (day: string, time: string) => `${day} ${time}`,
  more: (count: number) => `and ${count} later`,
  loading: 'Loading appointments',
  none: 'Nothing from today on.',
  notKnown: 'Epic did not say. Look in the chart.',
  someWithheld: 'Epic left some out.',
  zone: (name: string) => `Times are ${name}.`,
}
