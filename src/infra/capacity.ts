/** What a site of so many agents asks for at its busiest, and what is set up for it. */
export interface Capacity {
  /** Requests a second that the gateway lets through on each route; bursts may be twice that. */
  readonly requestsPerSecond: number
  /** How many instances of the broker's function may run at once. It is the cap toward Epic too: each asks by itself. */
  readonly reservedConcurrency: number
  /** Requests in five minutes from one address. A whole contact centre may stand behind one. */
  readonly requestsPerAddress: number
}

/** In the busiest minutes an agent takes a call every 200 s, of 4.8 requests (docs/scale.md). */
const secondsPerCall = 200
const requestsPerCall = 4.8
/** So many times what is expected is set up. */
const headroom = 3
/** A request holds its instance for this long: most take a fraction of it, a slow search several times as much. */
const secondsPerRequest = 0.6

/** The capacity for a number of agents. Small sites get a floor, because ten agents do not ring evenly. */
export function capacityFor(agents: number): Capacity {
  const perSecond = (agents * requestsPerCall * headroom) / secondsPerCall
  return {
    requestsPerSecond: Math.max(20, Math.ceil(perSecond)),
    reservedConcurrency: Math.max(10, Math.ceil(perSecond * secondsPerRequest)),
    requestsPerAddress: Math.max(3_000, Math.ceil(perSecond * 300)),
  }
}
