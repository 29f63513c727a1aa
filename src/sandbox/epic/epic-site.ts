import { type EpicFaultName, epicFaultNamed } from './faults/epic-faults.ts'
import type { PageHabit } from './fhir/pages.ts'

/**
 * How the played hospital behaves; the control room changes it while it runs.
 *
 * `phoneSearch` decides whether a telephone number alone is enough to search with. `backgroundUser` is the Epic user
 * that the hospital maps to the client: without it no token is given (`unauthorized_client`).
 * `appointments` says for which of Epic's two registrations of Appointment the client was set up: visits and surgeries, visits
 * alone, or neither.
 * `match` says whether the client was registered for `$match`, and whether this Epic has it at all.
 * `pages` is how it cuts its answers into pages.
 * `refreshTokens` says whether users' tokens come with a refresh token, which browser applications hardly ever get, and
 * `userTokenLifeS` how many seconds they live. `cors` is which answers a page of another origin may read: `not-errors` is a
 * gateway that writes the headers on answers that went well alone (facts/epic.md 2.8).
 * `fault` is one thing that goes wrong, by its name in faults/epic-faults.ts.
 */
export interface EpicSite {
  phoneSearch: 'allowed' | 'refused'
  backgroundUser: 'mapped' | 'missing'
  appointments: 'all' | 'no-surgeries' | 'none'
  match: 'offered' | 'not-registered' | 'missing'
  pages: PageHabit
  refreshTokens: 'none' | 'granted'
  userTokenLifeS: number
  cors: 'all' | 'not-errors' | 'none'
  latencyMs: number
  fault: 'none' | EpicFaultName
}

/** A hospital that answers at once and lets telephone numbers be searched. */
export function createEpicSite(): EpicSite {
  return {
    phoneSearch: 'allowed',
    backgroundUser: 'mapped',
    appointments: 'all',
    match: 'offered',
    pages: 'whole',
    refreshTokens: 'none',
    userTokenLifeS: 3_600,
    cors: 'all',
    latencyMs: 0,
    fault: 'none',
  }
}

/** How answers are cut now: what goes wrong with pages needs some. */
export function pageHabitOf({ pages, fault }: EpicSite): PageHabit {
  return epicFaultNamed(fault)?.pages ?? pages
}
