import { IntegrationError, isIntegrationError } from '../domain/errors.ts'

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

export interface EpicThrottleOptions {
  readonly mostConcurrent: number
  readonly mostPerSecond: number
  readonly now?: () => number
  /** Calls `callback` after so many milliseconds and returns what stops it; a test hands in its own clock. */
  readonly after?: (ms: number, callback: () => void) => () => void
}

const waitedAtMostMs = 1_000
const longestQueue = 100
const failuresToOpen = 5
const openForMs = 10_000

interface Waiting {
  readonly weight: number
  readonly start: () => void
}

/**
 * A cap on requests at once and per second, with a short queue, and a circuit breaker.
 *
 * Five failures of reach in a row (`epic-unreachable`, `epic-too-slow`) open the breaker for 10 s; then one task probes,
 * and closes or opens it again. An answer that is a refusal counts as reached.
 */
export function createEpicThrottle(options: EpicThrottleOptions): EpicThrottle {
  const { mostConcurrent, mostPerSecond, now = Date.now, after = afterTimeout } = options
  const breaker = createBreaker(now)
  const queue: Waiting[] = []
  let running = 0
  let allowance = mostPerSecond
  let refilledAt = now()
  let wakeUp: (() => void) | null = null

  const hasRoomFor = (weight: number) => {
    allowance = Math.min(mostPerSecond, allowance + ((now() - refilledAt) / 1000) * mostPerSecond)
    refilledAt = now()
    return running + weight <= mostConcurrent && allowance >= weight
  }

  const startWaiting = () => {
    wakeUp?.()
    wakeUp = null
    for (let next = queue[0]; next !== undefined && hasRoomFor(next.weight); next = queue[0]) {
      queue.shift()
      next.start()
    }
    const missing = (queue[0]?.weight ?? 0) - allowance
    if (missing > 0) wakeUp = after(Math.ceil((missing / mostPerSecond) * 1000), startWaiting)
  }

  const take = (weight: number) => {
    running += weight
    allowance -= weight
  }

  const room = (weight: number) =>
    new Promise<void>((resolve, reject) => {
      if (queue.length === 0 && hasRoomFor(weight)) {
        take(weight)
        resolve()
        return
      }
      if (queue.length >= longestQueue) {
        reject(new IntegrationError('epic-busy', { retryAfterMs: 1_000 }))
        return
      }
      const stop = after(waitedAtMostMs, () => {
        queue.splice(queue.indexOf(waiting), 1)
        reject(new IntegrationError('epic-busy', { retryAfterMs: 1_000 }))
        startWaiting()
      })
      const waiting: Waiting = {
        weight,
        start: () => {
          stop()
          take(weight)
          resolve()
        },
      }
      queue.push(waiting)
      startWaiting()
    })

  const runWithin = async <T>(share: number, task: () => Promise<T>): Promise<T> => {
    try {
      return await breaker.run(task)
    } finally {
      running -= share
      startWaiting()
    }
  }

  return {
    async run(weight, task) {
      const share = Math.min(weight, mostConcurrent, mostPerSecond)
      await room(share)
      return runWithin(share, task)
    },

    async runBehind(weight, task) {
      const share = Math.min(weight, Math.ceil(mostConcurrent / 2), Math.ceil(mostPerSecond / 2))
      const isQuiet =
        queue.length === 0 &&
        hasRoomFor(share) &&
        running + share <= Math.max(share, mostConcurrent / 2) &&
        allowance - share >= Math.min(mostPerSecond - share, mostPerSecond / 2)
      if (!isQuiet) throw new IntegrationError('epic-busy', { retryAfterMs: 1_000 })
      take(share)
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

function afterTimeout(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms)
  timer.unref()
  return () => clearTimeout(timer)
}
