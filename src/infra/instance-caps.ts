import type { CallScopedSite } from './site.ts'

/**
 * The caps of docs/settings.md that one process holds by itself, with what it takes where none is named. What Connect
 * lets through is Amazon's quota of the account, whatever a site's file says; what Epic bears is agreed with its team.
 */
const caps = {
  CONNECT_MOST_PER_SECOND: { usual: 10, isQuota: true },
  EPIC_MOST_PER_SECOND: { usual: 20, isQuota: false },
  EPIC_MOST_CONCURRENT: { usual: 12, isQuota: false },
} as const

/** What falls to each of so many instances, which know nothing of each other: one at the least. */
export function shareOfCap(cap: number, instances: number): number {
  return Math.max(1, Math.floor(cap / instances))
}

/**
 * What each of so many instances may ask, so that all of them together stay within the site's caps, at the worst, when
 * all run at once.
 *
 * Amazon's quota is shared out always. A cap toward Epic that the file does not name is shared out where the file says
 * itself how many instances there are; else each instance takes the default, for a site that agreed on nothing asks too
 * little to reach it.
 *
 * @returns Variables of the broker's environment, in the place of those of the file.
 */
export function capsOfInstance(site: CallScopedSite, instances: number): Readonly<Record<string, string>> {
  const isCounted = site.function.reservedConcurrency !== undefined
  return Object.fromEntries(
    Object.entries(caps).flatMap(([name, { usual, isQuota }]) => {
      const named = site.broker[name]
      if (named === undefined && !isCounted && !isQuota) return []
      return [[name, String(shareOfCap(Number(named ?? usual), instances))]]
    }),
  )
}
