/** Who can hear whom on a call, as the softphone tells it. */

/**
 * How the line of a call stands. Only the customer's connection and the agent's own count: who else is consulted, joins
 * or leaves changes nothing.
 *
 * `dialling`: the customer's telephone rings, of a call the agent placed or a callback the agent took.
 * `customer-on-hold`: the customer waits. `agent-on-hold`: the agent was put on hold, or is on another call.
 */
export type LineState = 'dialling' | 'talking' | 'customer-on-hold' | 'agent-on-hold'

/** The line since it stands so; milliseconds since 1970, on this computer's clock. */
export interface Line {
  readonly state: LineState
  readonly since: number
}

/** Tells whether agent and customer cannot hear each other for now. */
export function isOnHold(line: Line | null): line is Line {
  return line?.state === 'customer-on-hold' || line?.state === 'agent-on-hold'
}
