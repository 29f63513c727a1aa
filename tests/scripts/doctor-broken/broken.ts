import type { aDoctoredSite, Visit } from '../doctored-site.ts'

export type Site = Awaited<ReturnType<typeof aDoctoredSite>>

/** What is broken, how, which checks go red, and words of what to mend. */
export type Broken = readonly [what: string, breaking: (site: Site) => Visit, red: readonly string[], words: RegExp]

/** A port of this computer that nobody has: the system gives none below 1024 out. */
export const nobodyListens = 'http://127.0.0.1:1023'
