import type { Line, LineState } from '../domain/line.ts'
import { attempt } from './attempt.ts'

/**
 * Reads how the line of a call stands; null for what is no call, and where the connections cannot be read.
 *
 * Two connections decide: the agent's own, and the initial one, which is the customer's. All others are third parties.
 * A type that is no call is left alone: a task throws when its connections are touched (facts/ccp-streams.md 1.8).
 *
 * @param now Milliseconds since 1970.
 */
export function readLine(contact: connect.Contact, now: () => number = Date.now): Line | null {
  const type: string = contact.getType()
  if (type !== 'voice' && type !== 'queue_callback') return null

  const connections = attempt(() => contact.getConnections()) ?? []
  const customer = connections.find((connection) => connection.isInitialConnection())
  const own = connections.find((connection) => typeOf(connection) === 'agent')
  const { state, says } = lineOf(contact.getState().type, type, own, customer)
  if (state === null) return null

  const lasted = attempt(() => says?.getStateDuration()) ?? 0
  return { state, since: now() - Math.max(0, lasted) }
}

type Connection = connect.BaseConnection | undefined

/** The state, and the connection whose own state began with it. */
function lineOf(phase: string, type: string, own: Connection, customer: Connection) {
  if (phase === 'connecting') {
    // A queued callback is `incoming` while it is offered; `connecting` comes with the agent's accept (1.7).
    const isDialled = type === 'queue_callback' || typeOf(customer) === 'outbound'
    return { state: isDialled ? ('dialling' as const) : null, says: customer }
  }
  if (phase !== 'connected') return { state: null, says: undefined }
  if (stateOf(own) === 'hold') return { state: 'agent-on-hold' as const, says: own }

  const state: LineState = stateOf(customer) === 'hold' ? 'customer-on-hold' : 'talking'
  return { state, says: customer ?? own }
}

function typeOf(connection: Connection): string | undefined {
  return connection?.getType()
}

function stateOf(connection: Connection): string | null {
  return attempt(() => connection?.getState().type) ?? null
}
