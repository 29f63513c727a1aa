import type { CallScopedSite } from './site.ts'

/** The caps of docs/settings.md that one process holds by itself, with what it takes where none is named. */
const caps = { CONNECT_MOST_PER_SECOND: 10, EPIC_MOST_PER_SECOND: 20, EPIC_MOST_CONCURRENT: 12 } as const

/**
 * What each of so many instances may ask, so that all of them together stay within the caps of the site's file.
 *
 * Instances know nothing of each other, so each gets its part of the worst, when all run at once; one a second, or at
 * once, at the least. A cap that the file does not name is shared out where the file says itself how many instances
 * there are; else each instance takes the default, for a site that agreed on nothing asks too little to reach it.
 *
 * @returns Variables of the broker's environment, in the place of those of the file.
 */
export function capsOfInstance(site: CallScopedSite, instances: number): Readonly<Record<string, string>> {
  const isCounted = site.function.reservedConcurrency !== undefined
  return Object.fromEntries(
    Object.entries(caps).flatMap(([name, usual]) => {
      const named = site.broker[name]
      if (named === undefined && !isCounted) return []
      return [[name, String(Math.max(1, Math.floor(Number(named ?? usual) / instances)))]]
    }),
  )
}
