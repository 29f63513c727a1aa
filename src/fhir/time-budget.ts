import { IntegrationError } from '../domain/errors.ts'

/** The clock of the client, which tests replace. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Settles after so many milliseconds; a timer of an aborted signal is cleared. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The time that one question may take, retries, renewals and pages included (R68). */
export interface TimeBudget {
  /** Aborts when the caller gives up or the time is over. */
  readonly signal: AbortSignal
  readonly remainingMs: () => number
  /** The outcome of the work, or at once the reason of the end: a party that never answers holds nobody up. */
  readonly race: <T>(work: Promise<T>) => Promise<T>
  readonly pause: (ms: number) => Promise<void>
  /** Stops the clock. The signal aborts, so that whatever was left behind ends. */
  readonly close: () => void
}

/** Why what was left behind ends. Made once: an abort without a reason makes an error of its own, with a trace, for every question. */
const answered = new Error('The question has its answer')

export const systemClock: Clock = { now: () => Date.now(), wait: waitBySystem }

/**
 * Starts the clock of a question.
 *
 * When the time is over, the signal's reason is `epic-too-slow`; when the caller gives up, it is the caller's own reason,
 * so that a call that ended is not shown as a failure of Epic.
 */
export function openTimeBudget(totalMs: number, clock: Clock, caller?: AbortSignal): TimeBudget {
  const controller = new AbortController()
  const { signal } = controller
  const endsAt = clock.now() + totalMs
  const giveUp = () => controller.abort(caller?.reason)

  if (caller?.aborted === true) giveUp()
  else caller?.addEventListener('abort', giveUp, { once: true })
  const expiry = clock.wait(totalMs, signal).then(() => controller.abort(new IntegrationError('epic-too-slow')))
  expiry.catch(() => undefined)

  const race = <T>(work: Promise<T>) => raceAgainst(signal, work)
  return {
    signal,
    race,
    remainingMs: () => Math.max(0, endsAt - clock.now()),
    pause: (ms) => race(clock.wait(ms, signal)),
    close: () => {
      caller?.removeEventListener('abort', giveUp)
      controller.abort(answered)
    },
  }
}

function raceAgainst<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function waitBySystem(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
    return undefined
  })
}
