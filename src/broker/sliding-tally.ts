/**
 * How often something happened lately: pairs of a step of time and how often it happened in it, oldest first.
 *
 * A count for each step and not a time for each event, so that it stays small however high a site sets its budgets.
 */
export type Tally = readonly Step[]

type Step = readonly [step: number, count: number]

/** How many count within the last `windowMs`. Each counts until its step as a whole is past: never too few (R21). */
export function countWithin(tally: Tally, windowMs: number, stepMs: number, now: number): number {
  return within(tally, windowMs, stepMs, now).reduce((sum, [, count]) => sum + count, 0)
}

/** The tally with one more now, without what `windowMs` has left behind. */
export function addOne(tally: Tally, windowMs: number, stepMs: number, now: number): Tally {
  const kept = within(tally, windowMs, stepMs, now)
  const last = kept.at(-1)
  const step = Math.floor(now / stepMs)
  // Another machine's clock may be ahead of ours: time never runs backwards here.
  return last === undefined || last[0] < step ? [...kept, [step, 1]] : [...kept.slice(0, -1), [last[0], last[1] + 1]]
}

/** Milliseconds until the oldest that counts now counts no more; 0 where none does. */
export function untilOldestLeaves(tally: Tally, windowMs: number, stepMs: number, now: number): number {
  const [oldest] = within(tally, windowMs, stepMs, now)
  return oldest === undefined ? 0 : endOf(oldest, stepMs) + windowMs - now
}

function within(tally: Tally, windowMs: number, stepMs: number, now: number): Tally {
  return tally.filter((step) => endOf(step, stepMs) > now - windowMs)
}

function endOf([step]: Step, stepMs: number): number {
  return (step + 1) * stepMs
}
