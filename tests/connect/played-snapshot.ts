import type { Agent } from '../../src/domain/ports.ts'

/** What one connection of a contact looks like on the wire (facts/ccp-streams.md 1.5). */
export interface PlayedConnection {
  connectionId: string
  type: 'agent' | 'inbound' | 'outbound' | 'monitoring'
  initial: boolean
  state: { type: string; timestamp: Date }
  endpoint: { type: string; phoneNumber: string | null } | null
}

export interface PlayedContact {
  contactId: string
  type: string
  state: { type: string; timestamp: Date }
  connections?: PlayedConnection[]
  attributes: Record<string, { name: string; value: string }>
  initialContactId?: string
  queue?: { queueARN: string; name: string | null }
  customerEndpoint?: { type: string; phoneNumber: string | null } | null
  initiationMethod?: string
}

const then = new Date('2026-11-23T09:00:00Z')

/** One leg of a call, connecting, from +1 608-555-0142 unless said otherwise. */
export function aConnection(facts: Partial<PlayedConnection> = {}): PlayedConnection {
  return {
    connectionId: 'customer',
    type: 'inbound',
    initial: true,
    state: { type: 'connecting', timestamp: then },
    endpoint: { type: 'phone_number', phoneNumber: '+16085550142' },
    ...facts,
  }
}

/** The agent's leg of a call. */
export const agentLeg = aConnection({ connectionId: 'agent', type: 'agent', initial: false, endpoint: null })

/** An inbound call that rings, unless said otherwise. */
export function aCall(facts: Omit<Partial<PlayedContact>, 'state'> & { state?: string } = {}): PlayedContact {
  const { state = 'connecting', ...others } = facts
  return {
    contactId: 'call-1',
    type: 'voice',
    state: { type: state, timestamp: then },
    connections: [agentLeg, aConnection()],
    attributes: {},
    queue: { queueARN: 'arn:queue/1', name: 'Scheduling' },
    ...others,
  }
}

/** Who is signed in to the softphone. */
export const dana: Agent = { username: 'dana.rivera', name: 'Dana Rivera' }

/** The CCP's whole state, as it is posted in one `agent::update` (facts/ccp-streams.md 1.5). */
export function aSnapshot(contacts: readonly PlayedContact[], agent: Agent) {
  const state = { type: 'routable', name: 'Available', agentStateARN: null, startTimestamp: then }
  const queue = { queueARN: 'arn:aws:connect:us-east-1:1:instance/i/queue/agent/a', name: null }
  const routingProfile = { name: 'Basic', routingProfileARN: 'arn', queues: [queue], defaultOutboundQueue: queue }
  return {
    snapshot: { state, contacts, snapshotTimestamp: then, localTimestamp: then.getTime(), skew: 0 },
    configuration: { ...agent, routingProfile, agentStates: [], permissions: [], dialableCountries: [] },
  }
}
