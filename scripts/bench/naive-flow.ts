import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { epicAccess } from './played-epic.ts'

/**
 * What common examples of this integration do when a call is accepted: a new token from Epic, and with it a GET that
 * searches by number, one after the other. In milliseconds, asked from this process, with nothing painted.
 */
export async function naiveFlow(sandbox: Sandbox, calls: number): Promise<readonly number[]> {
  const times: number[] = []
  while (times.length < calls) {
    const begun = performance.now()
    const { fhir, headers } = await epicAccess(sandbox)
    const answer = await fetch(`${fhir}/Patient?telecom=608-555-0142`, { headers })
    await answer.json()
    if (answer.status !== 200) throw new Error(`The naive search was answered ${answer.status}`)
    times.push(performance.now() - begun)
  }
  return times
}
