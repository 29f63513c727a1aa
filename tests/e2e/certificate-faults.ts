import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Request } from '@playwright/test'
import { type Desk, expect } from './desk.ts'
import { mend, walter } from './faulty-desk.ts'
import { takeWatchedCall } from './watched-call.ts'

/** The tries that came to nothing since they were watched, each by what it failed for. */
export interface FailedTries {
  readonly reasons: readonly string[]
  stop(this: void): void
}

/** What the browser tries at this party, in its own words. It knows the good certificate by its key, and of any other only that it knows nobody who made it. */
export function triesOfPage({ page, sandbox }: Desk, party: 'epic' | 'broker'): FailedTries {
  const reasons: string[] = []
  const note = (request: Request) => {
    if (request.url().startsWith(`${sandbox.origins[party]}/`)) reasons.push(request.failure()?.errorText ?? '')
  }
  page.on('requestfailed', note)
  return { reasons, stop: () => void page.off('requestfailed', note) }
}

/** What the broker, which runs in this process, tries anywhere, in Node's words. */
export function triesOfBroker(): FailedTries {
  const reasons: string[] = []
  const note = (message: unknown) => {
    const { error } = message as { error: { code?: string } }
    reasons.push(error.code ?? '')
  }
  subscribe('undici:client:connectError', note)
  return { reasons, stop: () => void unsubscribe('undici:client:connectError', note) }
}

/**
 * A call while a party shows a certificate that nobody may trust: it is the certificate that each try fails for, there are so
 * many and then no more, and whoever tries again once it is mended finds the patient.
 */
export async function takeCallUnderCertificate(
  desk: Desk,
  row: {
    readonly on: string
    readonly sees: string
    readonly audited: readonly string[]
    readonly failed: FailedTries
    readonly reason: string
    /** How many tries are right: one number, or several where it hangs upon how fast the agent is. */
    readonly tries: readonly number[]
  },
): Promise<void> {
  const { reasons, stop } = row.failed
  await desk.sandbox.faults.turn([row.on])
  await takeWatchedCall(desk, {
    number: walter,
    sees: desk.says(row.sees),
    audited: row.audited,
    async also() {
      const before = reasons.length
      expect(row.tries).toContain(before)
      await desk.page.waitForTimeout(500)
      expect(reasons).toEqual(Array(before).fill(row.reason))
    },
    goesOn: () => mend(desk),
  })
  stop()
}
