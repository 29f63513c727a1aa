/** A clock that stands still until whoever works has nothing left to do but wait for it. */
export interface SimulatedClock {
  /** Milliseconds since the test began. */
  now(this: void): number
  /** Resolves when the clock has come so far. */
  sleep(this: void, ms: number): Promise<void>
}

/** Real milliseconds in which whoever was woken goes on as far as it can; nothing is measured by them. */
const settlesInMs = 5

/** A clock at zero. Who sleeps at once with others is woken in the order of time, however slow the computer is. */
export function aSimulatedClock(): SimulatedClock {
  const sleepers: { readonly until: number; readonly wake: () => void }[] = []
  let now = 0
  let isRunning = false

  const run = async () => {
    isRunning = true
    while (sleepers.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, settlesInMs))
      sleepers.sort((one, other) => one.until - other.until)
      const next = sleepers.shift()
      now = Math.max(now, next?.until ?? now)
      next?.wake()
    }
    isRunning = false
  }

  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((resolve) => {
        sleepers.push({ until: now + ms, wake: resolve })
        if (!isRunning) void run()
      }),
  }
}
