/** A quota as Amazon counts it: a bucket of `burst`, filled `perSecond` times a second. */
export interface Quota {
  readonly perSecond: number
  readonly burst: number
}

/** A full bucket. Its function tells whether a question at a time, in seconds, is let through. */
export function fullBucket({ perSecond, burst }: Quota): (at: number) => boolean {
  let allowance: number = burst
  let filledAt: number | null = null
  return (at) => {
    allowance = Math.min(burst, allowance + (at - (filledAt ?? at)) * perSecond)
    filledAt = at
    if (allowance < 1) return false
    allowance -= 1
    return true
  }
}

/** How many of these questions a quota refuses. */
export function refusedBy(quota: Quota, times: readonly number[]): number {
  const letsThrough = fullBucket(quota)
  return times.filter((at) => !letsThrough(at)).length
}
