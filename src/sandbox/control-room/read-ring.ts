import { type Ring, SCENARIOS } from '../connect-instance/scenarios.ts'
import { SwitchError } from './switches.ts'

/**
 * Reads what shall ring: `{ "scene": "household" }`, or a contact of one's own (connect-instance/scenarios.ts).
 *
 * Throws `SwitchError` that names what does not fit; unknown members are among it.
 */
export function readRing(json: unknown): Ring | { readonly scene: string } {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new SwitchError('Send a JSON object.')
  const { scene, scenario, number, queue, agent, initialContactId, attributes, ...others } = json as Record<
    string,
    unknown
  >
  if (Object.keys(others).length > 0) throw new SwitchError('It holds something that is no part of a ring.')
  if (typeof scene === 'string') return { scene }

  const known = SCENARIOS.find((one) => one === scenario)
  if (scenario !== undefined && known === undefined) throw new SwitchError(`scenario may be ${SCENARIOS.join(', ')}.`)
  if (number !== undefined && number !== null && typeof number !== 'string')
    throw new SwitchError('number is text or null.')
  if (!isAttributes(attributes)) throw new SwitchError('attributes hold text only.')
  return {
    scenario: known,
    number,
    queue: textOf('queue', queue),
    agent: textOf('agent', agent),
    initialContactId: textOf('initialContactId', initialContactId),
    attributes,
  }
}

function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw new SwitchError(`${name} is text.`)
}

function isAttributes(value: unknown): value is Record<string, string> | undefined {
  if (value === undefined) return true
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && Object.values(value).every((one) => typeof one === 'string')
}
