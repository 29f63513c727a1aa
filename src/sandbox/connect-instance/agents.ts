import { InstanceError } from './instance-error.ts'
import { instanceArn } from './instance-ids.ts'

/** One agent of the instance. `username` is what the identity provider calls them too. */
export interface InstanceAgent {
  readonly id: string
  readonly arn: string
  readonly username: string
  readonly firstName: string
  readonly lastName: string
}

/** An agent state as Streams names it. `system` and `error` states are never chosen by the agent. */
export interface AgentState {
  readonly arn: string | null
  readonly name: string
  readonly type: 'routable' | 'not_routable' | 'offline' | 'system' | 'error'
}

export const AVAILABLE: AgentState = chosenState('Available', 'routable', 'b1')

/** The states an agent may choose, in the order the CCP lists them. */
export const AGENT_STATES: readonly AgentState[] = [
  AVAILABLE,
  chosenState('Break', 'not_routable', 'b2'),
  chosenState('Lunch', 'not_routable', 'b3'),
  chosenState('Training', 'not_routable', 'b4'),
  chosenState('Offline', 'offline', 'b5'),
]

/** The agents of the instance; the CCP is the first one's until the control room says otherwise. */
export const AGENTS: readonly [InstanceAgent, ...InstanceAgent[]] = [
  agent('Dana', 'Rivera', 'd1'),
  agent('Sam', 'Okoye', 'd2'),
  agent('Lee', 'Chen', 'd3'),
]

/** The agent of that username, or a `ResourceNotFoundException`. */
export function agentNamed(username: string): InstanceAgent {
  const found = AGENTS.find((agent) => agent.username === username)
  if (found === undefined) throw new InstanceError('ResourceNotFoundException', 'No agent has this username')
  return found
}

/** The chosen state of that name, or a `BadRequestException`: a system state cannot be chosen. */
export function stateNamed(name: string): AgentState {
  const found = AGENT_STATES.find((state) => state.name === name)
  if (found === undefined) throw new InstanceError('BadRequestException', 'An agent cannot choose this state')
  return found
}

function agent(firstName: string, lastName: string, ending: string): InstanceAgent {
  const id = `3f0b1c5e-0000-4000-8000-0000000000${ending}`
  const username = `${firstName}.${lastName}`.toLowerCase()
  return { id, arn: instanceArn(`agent/${id}`), username, firstName, lastName }
}

function chosenState(name: string, type: AgentState['type'], ending: string): AgentState {
  return { name, type, arn: instanceArn(`agent-state/9d2f4e10-0000-4000-8000-0000000000${ending}`) }
}
