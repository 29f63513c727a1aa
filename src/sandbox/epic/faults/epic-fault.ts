import type { PageHabit } from '../fhir/pages.ts'

/** A request on its way to Interconnect, as what goes wrong meets it. */
export interface Meeting {
  /** What Epic would have answered. */
  answer(this: void): Promise<Response>
  /** For how many milliseconds this has gone wrong, from the first request that met it. */
  readonly lastedMs: number
  /** Whether the request's bearer token is the one that met it first. */
  readonly hasFirstToken: boolean
  /** How many next pages were asked for while this goes wrong, this one counted; null where it is no next page. */
  readonly nextPage: number | null
  /** Ends when the client goes away. */
  readonly signal: AbortSignal
  /** Breaks the connection off, with nothing said or in the middle of what is being said. */
  cut(this: void): Response
}

/**
 * One thing that goes wrong at Epic.
 *
 * `at` is what it happens to: everything below Interconnect, the token endpoint, all patient data, or searches for
 * patients alone. `sees` is what an agent should then see in the panel, whose sign-in is the hospital's. `pages` is how Epic's
 * answers are cut meanwhile, where it says more than the hospital's own habit.
 */
export interface EpicFault {
  readonly at: 'everything' | 'token' | 'data' | 'patient-search'
  readonly title: string
  readonly sees: string
  readonly pages?: PageHabit
  readonly play: (met: Meeting) => Response | Promise<Response>
}
