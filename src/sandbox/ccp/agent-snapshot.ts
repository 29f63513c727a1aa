import type { AgentState } from '../connect-instance/agents.ts'
import { agentNamed } from '../connect-instance/agents.ts'
import type { ConnectInstance } from '../connect-instance/connect-instance.ts'
import { isVoice, type Leg, type OtherLeg, type PlayedContact } from '../connect-instance/contact.ts'
import { agentConfiguration, queueUpdate } from './agent-configuration.ts'
import type { AgentStateUpdate, AgentUpdate, ConnectionUpdate, ContactUpdate, EndpointUpdate } from './agent-update.ts'

/** Everything the CCP of its agent knows at this moment. There are no deltas in the protocol. */
export function agentUpdate(instance: ConnectInstance): AgentUpdate<number> {
  const agent = agentNamed(instance.ccpAgent)
  const standing = instance.agentStanding(agent.username)
  const now = instance.now()
  return {
    snapshot: {
      state: agentState(standing.state, standing.since),
      nextState: standing.next === null ? null : agentState(standing.next, standing.since),
      agentAvailabilityState: { state: standing.chosen.name, timeStamp: standing.since },
      contacts: instance.shownTo(agent.username).map((contact) => contactUpdate(contact, now)),
      snapshotTimestamp: now,
      localTimestamp: now,
      skew: 0,
    },
    configuration: agentConfiguration(agent, instance.settings),
  }
}

function agentState(state: AgentState, since: number): AgentStateUpdate<number> {
  return { agentStateARN: state.arn, type: state.type, name: state.name, startTimestamp: since }
}

function contactUpdate(contact: PlayedContact, now: number): ContactUpdate<number> {
  const state = { type: contact.phase, timestamp: contact.phaseSince }
  const isOnRecordOnly = !isVoice(contact) || contact.kind === 'monitoring'
  return {
    contactId: contact.contactId,
    initialContactId: isOnRecordOnly ? null : contact.initialContactId,
    type: contactType(contact),
    state,
    status: state,
    queue: contact.queue === null ? null : queueUpdate(contact.queue),
    queueTimestamp: contact.queue === null || contact.kind === 'callback' ? null : contact.createdAt,
    connections: connections(contact),
    attributes: Object.fromEntries(Object.entries(contact.attributes).map(([name, value]) => [name, { name, value }])),
    contactDuration: String(contact.acceptedAt === null ? 0 : Math.floor((now - contact.acceptedAt) / 1_000)),
    // Real voice snapshots leave it out; only a task says how it came (ccp-streams.md 6).
    initiationMethod: contact.kind === 'task' ? 'api' : null,
    name: contact.kind === 'task' ? 'Call the patient back' : null,
    description: null,
    references: contact.kind === 'task' ? {} : null,
    contactFeatures: null,
    channelContext: null,
    customerEndpoint: customerEndpoint(contact),
  }
}

function contactType(contact: PlayedContact): ContactUpdate<number>['type'] {
  if (contact.kind === 'callback') return 'queue_callback'
  return isVoice(contact) ? 'voice' : (contact.kind as 'chat' | 'task' | 'email')
}

/** Where Connect knows the customer's address of its own; a web chat and a task have none. */
function customerEndpoint({ kind, number }: PlayedContact): EndpointUpdate | null {
  if (number === null || kind === 'task') return null
  if (kind !== 'email') return endpoint('phone_number', number)
  return { ...endpoint('email_address', null), emailAddress: number }
}

/** The agent's leg first, then the customer's, then third parties. Who has no customer leg is the initial connection themselves. */
function connections(contact: PlayedContact): readonly ConnectionUpdate<number>[] {
  const { kind, agentLeg, customerLeg } = contact
  const isAlone = customerLeg === null
  const own: ConnectionUpdate<number> = {
    ...connection(agentLeg, isAlone ? null : endpoint('agent', null)),
    type: kind === 'monitoring' ? 'monitoring' : 'agent',
    initial: isAlone,
    // A callback that is only offered is no softphone call yet.
    softphoneMediaInfo: isVoice(contact) && contact.phase !== 'incoming' ? softphoneMedia(contact) : null,
    chatMediaInfo: kind === 'chat' ? { chatAutoAccept: false, connectionData: '{}', customerName: null } : null,
  }
  if (isAlone) return [own]

  const theirs: ConnectionUpdate<number> = {
    ...connection(customerLeg, isVoice(contact) ? endpoint('phone_number', contact.number) : null),
    type: kind === 'outbound' ? 'outbound' : 'inbound',
    initial: true,
    chatMediaInfo: kind === 'chat' ? { chatAutoAccept: null, connectionData: null, customerName: 'Customer' } : null,
  }
  return [own, theirs, ...contact.others.map(thirdParty)]
}

/** A quick connect to a queue or an agent: Streams gets this word in the place of a number (ccp-streams.md 6). */
function thirdParty(leg: OtherLeg): ConnectionUpdate<number> {
  const at = endpoint('phone_number', 'INTERNAL-TRANSFER')
  return { ...connection(leg, at), type: 'outbound', initial: false, quickConnectName: leg.name }
}

function connection(leg: Leg, at: EndpointUpdate | null): Omit<ConnectionUpdate<number>, 'type' | 'initial'> {
  return {
    connectionId: leg.connectionId,
    state: { type: leg.state, timestamp: leg.since },
    endpoint: at,
    address: at,
    softphoneMediaInfo: null,
    chatMediaInfo: null,
    monitoringInfo: null,
    mute: null,
    quickConnectName: null,
  }
}

function endpoint(type: EndpointUpdate['type'], phoneNumber: string | null): EndpointUpdate {
  return { endpointARN: null, type, name: null, phoneNumber, agentLogin: null, queue: null }
}

function softphoneMedia(contact: PlayedContact): Record<string, string | boolean> {
  return {
    callType: contact.kind === 'monitoring' ? 'none' : 'audio_only',
    autoAccept: false,
    callConfigJson: '{}',
    callContextToken: contact.contactId,
    mediaLegContextToken: contact.agentLeg.connectionId,
  }
}
