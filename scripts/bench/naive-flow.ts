import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { epicToken } from './played-epic.ts'

/**
 * What common examples of this integration do when a call is accepted: a new token from Epic, and with it a GET that
 * searches by number, one after the other. In milliseconds, asked from this process, with nothing painted.
 */
export async function naiveFlow(sandbox: Sandbox, calls: number): Promise<readonly number[]> {
  const token = await epicToken(sandbox)
  let held = await token.current()
  const times: number[] = []
  while (times.length < calls) {
    const begun = performance.now()
    held = await token.renew(held)
    const headers = { authorization: `Bearer ${held}`, accept: 'application/fhir+json' }
    const url = `${sandbox.origins.epic}/interconnect/api/FHIR/R4/Patient?telecom=608-555-0142`
    const answer = await fetch(url, { headers })
    await answer.json()
    if (answer.status !== 200) throw new Error(`The naive search was answered ${answer.status}`)
    times.push(performance.now() - begun)
  }
  return times
}
