import { setTimeout as pause } from 'node:timers/promises'
import { IntegrationError } from '../domain/errors.ts'
import { createTurnstile } from './turnstile.ts'

/** How fast Connect is asked. */
export interface ConnectPace {
  /** Whether more is asked than Connect answers for long. What can wait is not asked then, and answers are kept longer. */
  isCrowded(this: void): boolean
  /**
   * Asks when its turn comes, in a crowd a quarter of a second later than it could.
   *
   * Throws `contact-not-yet-yours` with two seconds' `retryAfterMs` where no turn comes in two seconds: whose the contact is
   * stays open, and the agent is told that Connect is waited for.
   */
  run<T>(question: () => Promise<T>): Promise<T>
}

export interface ConnectPaceOptions {
  /** What DescribeContact lets this process ask in a second; for a whole account and Region it is 10 by default. */
  readonly mostPerSecond: number
  readonly now?: () => number
  /** Resolves after so many milliseconds; a test hands in its own clock. */
  readonly wait?: (ms: number) => Promise<unknown>
}

/** Connect lets half as many again through after a quiet second: 15 of 10 (Connect's quotas, API throttling). */
const burstPerSecond = 1.5
/**
 * Connect names the agent some 100 ms after the accept. Asked at once, it says "nobody yet" and is asked a second time; in a
 * crowd that second question is worth more than a quarter of a second.
 */
const ripenMs = 250

/** A pace for one process. Where several share an account, each gets its part of the quota. */
export function createConnectPace({ mostPerSecond, now = Date.now, wait = pause }: ConnectPaceOptions): ConnectPace {
  const turnstile = createTurnstile({
    mostConcurrent: Number.POSITIVE_INFINITY,
    mostPerSecond,
    burst: mostPerSecond * burstPerSecond,
    waitedAtMostMs: 2_000,
    refusal: () => new IntegrationError('contact-not-yet-yours', { retryAfterMs: 2_000 }),
    now,
  })
  return {
    isCrowded: turnstile.isCrowded,
    async run(question) {
      if (turnstile.isCrowded()) await wait(ripenMs)
      await turnstile.enter(1)
      try {
        return await question()
      } finally {
        turnstile.leave(1)
      }
    },
  }
}
