/** When a search is asked again, and after how long. A search reads only, so asking twice changes nothing (R68). */

/** Retries of one search after a failure that may pass. */
export const mostRetries = 2

/** Nobody on the telephone waits longer for one retry. */
const longestPauseMs = 10_000

/** A party that asks for more than a day has lost its clock. */
const longestRequestMs = 86_400_000

/**
 * Reads `Retry-After`: milliseconds to wait, or null where it is absent, negative or no sense.
 *
 * @param header Seconds (`120`) or an HTTP date; a date in the past means "now".
 * @see RFC 9110 §10.2.3
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestRequestMs)

  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? null : Math.min(Math.max(0, date - now), longestRequestMs)
}

/**
 * How long to pause before the next try, or null where the wait would be longer than 10 s or than what remains.
 *
 * Grows from try to try, with jitter, so that a hundred agents do not come back at the same moment.
 *
 * @param random From 0 to 1.
 */
export function pauseBefore(
  retry: number,
  retryAfterMs: number | null,
  remainingMs: number,
  random: () => number,
): number | null {
  const ownMs = 250 * 2 ** Math.min(retry, 2) * (0.5 + random() / 2)
  const pauseMs = Math.max(ownMs, retryAfterMs ?? 0)
  return pauseMs > longestPauseMs || pauseMs >= remainingMs ? null : pauseMs
}
