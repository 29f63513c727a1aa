import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import { createTurnstile, type TurnstileOptions } from './turnstile.ts'

/** What stands between all agents together and Epic (R22). */
export interface EpicThrottle {
  /**
   * Runs a task that makes `weight` requests at once, when there is room.
   *
   * Throws `epic-busy` where room does not come in a second, and `epic-unreachable` at once while the breaker is open.
   */
  run<T>(weight: number, task: () => Promise<T>): Promise<T>
  /**
   * Runs a task that nobody waits for, where half of all there is stays free for those who are waited for.
   *
   * Throws `epic-busy` at once where it does not.
   */
  runBehind<T>(weight: number, task: () => Promise<T>): Promise<T>
}

export type EpicThrottleOptions = Pick<TurnstileOptions, 'mostConcurrent' | 'mostPerSecond' | 'now' | 'after'>

const failuresToOpen = 5
const openForMs = 10_000

/**
 * A cap on requests at once and per second, with a short queue, and a circuit breaker.
 *
 * Five failures of reach in a row (`epic-unreachable`, `epic-too-slow`) open the breaker for 10 s; then one task probes,
 * and closes or opens it again. An answer that is a refusal counts as reached.
 */
export function createEpicThrottle(options: EpicThrottleOptions): EpicThrottle {
  const { mostConcurrent, mostPerSecond, now = Date.now } = options
  const turnstile = createTurnstile({ ...options, waitedAtMostMs: 1_000, refusal: busy })
  const breaker = createBreaker(now)

  const runWithin = async <T>(share: number, task: () => Promise<T>): Promise<T> => {
    try {
      return await breaker.run(task)
    } finally {
      turnstile.leave(share)
    }
  }

  return {
    async run(weight, task) {
      const share = Math.min(weight, mostConcurrent, mostPerSecond)
      await turnstile.enter(share)
      return runWithin(share, task)
    },

    async runBehind(weight, task) {
      const share = Math.min(weight, Math.ceil(mostConcurrent / 2), Math.ceil(mostPerSecond / 2))
      if (!turnstile.enterIfQuiet(share)) throw busy()
      return runWithin(share, task)
    },
  }
}

function createBreaker(now: () => number) {
  let failures = 0
  let openUntil = 0
  let isProbing = false

  const note = (hasReached: boolean) => {
    failures = hasReached ? 0 : failures + 1
    openUntil = failures >= failuresToOpen ? now() + openForMs : 0
  }

  return {
    async run<T>(task: () => Promise<T>): Promise<T> {
      const isOpen = failures >= failuresToOpen
      if (isOpen && (now() < openUntil || isProbing)) {
        throw new IntegrationError('epic-unreachable', { retryAfterMs: Math.max(openUntil - now(), 1_000) })
      }
      if (isOpen) isProbing = true
      try {
        const answer = await task()
        note(true)
        return answer
      } catch (error) {
        if (isIntegrationError(error)) note(error.code !== 'epic-unreachable' && error.code !== 'epic-too-slow')
        throw error
      } finally {
        if (isOpen) isProbing = false
      }
    },
  }
}

function busy(): IntegrationError {
  return new IntegrationError('epic-busy', { retryAfterMs: 1_000 })
}
