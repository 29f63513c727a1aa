import type { ChartWindows } from '../../src/domain/ports.ts'

/** The windows of a browser that keeps a record of them. */
export interface PlayedWindows {
  readonly chartWindows: ChartWindows
  /** The addresses that were shown, in order. */
  readonly opened: () => readonly string[]
  /** How many windows stand open without an address: taken, not yet shown, not closed. */
  readonly reserved: () => number
  readonly closed: () => number
  /** From here on, the browser allows windows or blocks them. */
  readonly setWindows: (to: 'allowed' | 'blocked') => void
}

/** Plays the windows that charts open in. */
export function playWindows(first: 'allowed' | 'blocked'): PlayedWindows {
  let browser = first
  let taken = 0
  let closed = 0
  const shown: string[] = []

  return {
    chartWindows: {
      take() {
        if (browser === 'blocked') return null
        taken += 1
        return { show: (address) => shown.push(address), close: () => (closed += 1) }
      },
    },
    opened: () => shown,
    reserved: () => taken - shown.length - closed,
    closed: () => closed,
    setWindows: (to) => (browser = to),
  }
}
