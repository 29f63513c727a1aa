/** How many of these questions a quota refuses: a bucket of `burst`, filled `perSecond` times a second. */
export function refusedBy(
  quota: { readonly perSecond: number; readonly burst: number },
  times: readonly number[],
): number {
  let allowance: number = quota.burst
  let filledAt = times[0] ?? 0
  let refused = 0
  for (const at of times) {
    allowance = Math.min(quota.burst, allowance + (at - filledAt) * quota.perSecond)
    filledAt = at
    if (allowance >= 1) allowance -= 1
    else refused += 1
  }
  return refused
}
