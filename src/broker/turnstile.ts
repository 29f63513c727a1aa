export interface TurnstileOptions {
  /** How many may be inside at once. */
  readonly mostConcurrent: number
  /** How many may go in each second in the long run. */
  readonly mostPerSecond: number
  /** How many may go in at once after a quiet time; default: what a second lets in. */
  readonly burst?: number
  /** How long one waits for room, in milliseconds. */
  readonly waitedAtMostMs: number
  /** What is thrown at whoever waited in vain, or found the queue full. */
  readonly refusal: () => Error
  readonly now?: () => number
  /** Calls `callback` after so many milliseconds and returns what stops it; a test hands in its own clock. */
  readonly after?: (ms: number, callback: () => void) => () => void
}

/** A cap on how many requests go on at once and how many begin in a second, with a short queue: first come, first in. */
export interface Turnstile {
  /** Resolves once there is room for `weight`, which is then taken. Rejects with the refusal where none comes in time. */
  enter(weight: number): Promise<void>
  /** Takes room where at least half of all there is stays free for those who wait; tells whether it did. */
  enterIfQuiet(weight: number): boolean
  /** Gives back the room inside. */
  leave(weight: number): void
  /** Whether more come than are let in for long: somebody waits, or less than half of the burst is left. */
  isCrowded(this: void): boolean
}

const longestQueue = 100

interface Waiting {
  readonly weight: number
  readonly start: () => void
}

/** A turnstile with nobody inside. */
export function createTurnstile(options: TurnstileOptions): Turnstile {
  const { mostConcurrent, mostPerSecond, waitedAtMostMs, refusal, now = Date.now, after = afterTimeout } = options
  const burst = options.burst ?? mostPerSecond
  const queue: Waiting[] = []
  let running = 0
  let allowance = burst
  let refilledAt = now()
  let wakeUp: (() => void) | null = null

  const refill = () => {
    allowance = Math.min(burst, allowance + ((now() - refilledAt) / 1_000) * mostPerSecond)
    refilledAt = now()
  }

  const hasRoomFor = (weight: number) => {
    refill()
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
    if (missing > 0) wakeUp = after(Math.ceil((missing / mostPerSecond) * 1_000), startWaiting)
  }

  const take = (weight: number) => {
    running += weight
    allowance -= weight
  }

  return {
    enter: (weight) =>
      new Promise<void>((resolve, reject) => {
        if (queue.length === 0 && hasRoomFor(weight)) {
          take(weight)
          resolve()
          return
        }
        if (queue.length >= longestQueue) {
          reject(refusal())
          return
        }
        const stop = after(waitedAtMostMs, () => {
          queue.splice(queue.indexOf(waiting), 1)
          reject(refusal())
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
      }),

    enterIfQuiet(weight) {
      const isQuiet =
        queue.length === 0 &&
        hasRoomFor(weight) &&
        running + weight <= Math.max(weight, mostConcurrent / 2) &&
        allowance - weight >= Math.min(mostPerSecond - weight, mostPerSecond / 2)
      if (isQuiet) take(weight)
      return isQuiet
    },

    leave(weight) {
      running -= weight
      startWaiting()
    },

    isCrowded() {
      refill()
      return queue.length > 0 || allowance < burst / 2
    },
  }
}

function afterTimeout(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms)
  timer.unref()
  return () => clearTimeout(timer)
}
