import { randomBytes } from 'node:crypto'

/** What Hyperspace knows when it launches an application: who works in it, and whose chart is open, if any. */
export interface LaunchContext {
  readonly username: string
  /** A FHIR id, or null: most launches of a telephone widget have no patient. */
  readonly patientId: string | null
}

/** The launches that Hyperspace began and that no application has taken up yet. */
export interface Launches {
  /** A new launch token for this context: opaque, good once, for five minutes. */
  begin(context: LaunchContext): string
  /** The context of a launch, the first time it is asked for; null for a token that is used, over or unknown. */
  takeUp(token: string): LaunchContext | null
}

const lifeMs = 5 * 60_000

export function createLaunches(now: () => number): Launches {
  const waiting = new Map<string, { readonly context: LaunchContext; readonly until: number }>()
  return {
    begin(context) {
      for (const [token, { until }] of waiting) if (until <= now()) waiting.delete(token)
      const token = randomBytes(48).toString('base64url')
      waiting.set(token, { context, until: now() + lifeMs })
      return token
    },
    takeUp(token) {
      const launch = waiting.get(token)
      waiting.delete(token)
      return launch === undefined || launch.until <= now() ? null : launch.context
    },
  }
}
