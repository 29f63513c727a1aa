/** The clocks on the walls of the played hospital. */
export const hospitalZone = 'America/Chicago'

const wall = new Intl.DateTimeFormat('en-US', {
  timeZone: hospitalZone,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** What the hospital's clocks show at an instant, `2026-11-23T10:30:00`. */
export function wallClock(instant: number): string {
  const parts = Object.fromEntries(wall.formatToParts(instant).map(({ type, value }) => [type, value]))
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}`
}

/** The instant at which the hospital's clocks show a time; in the hour that spring leaves out, one hour later. */
export function instantAt(day: string, time: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  return asUtc - aheadOfUtc(asUtc - aheadOfUtc(asUtc))
}

/** How far the hospital's clocks are ahead of UTC, in milliseconds; below zero in America. */
function aheadOfUtc(instant: number): number {
  return Date.parse(`${wallClock(instant)}Z`) - Math.floor(instant / 1_000) * 1_000
}

/** The day so many days after another, both as `2026-11-23`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Days from a day to the next one of that name, 1 to 7; 0 is Sunday. */
export function daysUntil(weekday: number, day: string): number {
  const from = new Date(`${day}T00:00:00Z`).getUTCDay()
  return ((weekday - from + 6) % 7) + 1
}
