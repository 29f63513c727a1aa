import { setTimeout as pause } from 'node:timers/promises'

/** What goes on beside an answer, for a process that stands still between one request and the next. */
export interface Standstill {
  note(this: void, work: Promise<void>): void
  /** Resolves once nothing goes on any more, or a second and a half are over. */
  reached(this: void): Promise<void>
}

/** Of the ringing of a telephone; an agent waits for the token less than for the search. */
const longestMs = 1_500

/**
 * Lambda freezes a process as soon as it has answered: a question to Epic that was under way then would fail when the
 * next request wakes it, and that request is an agent's search.
 */
export function createStandstill(): Standstill {
  const underWay = new Set<Promise<void>>()

  return {
    note(work) {
      underWay.add(work)
      void work.finally(() => underWay.delete(work))
    },
    async reached() {
      if (underWay.size === 0) return
      const over = new AbortController()
      const patience = pause(longestMs, undefined, { signal: over.signal }).catch(() => undefined)
      await Promise.race([Promise.all(underWay), patience])
      over.abort()
    },
  }
}
