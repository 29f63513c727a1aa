/** A quota as Amazon counts it: a bucket of `burst`, filled `perSecond` times a second. */
export interface Quota {
  readonly perSecond: number
  readonly burst: number
}

/** A bucket from which questions take, one each, in the order in which they come. Times are seconds. */
export interface Bucket {
  /** How much is left at a time, if nobody takes more; less than nothing where turns are given away that have not come. */
  left(this: void, at: number): number
  /**
   * When the turn of a question comes that is put now and ready at a time; null, and nothing taken, where it would wait
   * longer.
   */
  turnAt(this: void, now: number, readyAt: number, waitedAtMost: number): number | null
}

/** A full bucket. */
export function fullBucket({ perSecond, burst }: Quota): Bucket {
  let allowance: number = burst
  let filledAt = 0

  const left = (at: number) => Math.min(burst, allowance + Math.max(0, at - filledAt) * perSecond)

  return {
    left,
    turnAt(now, readyAt, waitedAtMost) {
      const waits = Math.max(0, (1 - left(readyAt)) / perSecond)
      if (waits > waitedAtMost) return null
      allowance = left(now) - 1
      filledAt = Math.max(filledAt, now)
      return readyAt + waits
    },
  }
}

/** What adding seconds up may be off by. */
const rounding = 1e-6

/** How many of these questions a quota refuses. */
export function refusedBy(quota: Quota, times: readonly number[]): number {
  const bucket = fullBucket(quota)
  return times.filter((at) => bucket.turnAt(at, at, rounding) === null).length
}
