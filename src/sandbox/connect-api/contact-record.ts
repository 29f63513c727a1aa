import type { ContactKind, PlayedContact } from '../connect-instance/contact.ts'
import { instanceArn } from '../connect-instance/instance-ids.ts'

/** What of the instance a record depends on: its clock, and how late the record learns of the agent. */
interface RecordClock {
  readonly settings: { readonly agentInfoLagMs: number }
  readonly now: () => number
}

/** A contact as `DescribeContact` answers it, times in epoch seconds. What is not known is absent, never null. */
export interface ContactRecord {
  readonly Id: string
  readonly Arn: string
  readonly InitialContactId?: string
  readonly Channel: 'VOICE' | 'CHAT' | 'TASK' | 'EMAIL'
  readonly InitiationMethod: string
  readonly InitiationTimestamp: number
  readonly LastUpdateTimestamp: number
  readonly QueueInfo?: { readonly Id: string; readonly EnqueueTimestamp: number }
  readonly AgentInfo?: { readonly Id: string; readonly ConnectedToAgentTimestamp: number }
  readonly DisconnectTimestamp?: number
  readonly CustomerEndpoint?: { readonly Type: 'TELEPHONE_NUMBER' | 'EMAIL_ADDRESS'; readonly Address: string }
}

const METHODS: Readonly<Record<ContactKind, string>> = {
  inbound: 'INBOUND',
  outbound: 'OUTBOUND',
  callback: 'CALLBACK',
  transfer: 'TRANSFER',
  monitoring: 'MONITOR',
  chat: 'API',
  task: 'API',
  email: 'INBOUND',
}

/**
 * The contact's record.
 *
 * The agent appears only `agentInfoLagMs` after they took the contact, as in the real service; a contact that was
 * missed or rejected never gets one. A replayed contact keeps its disconnect time: only the CCP shows it alive.
 */
export function describeContact(contact: PlayedContact, clock: RecordClock): ContactRecord {
  const { contactId, initialContactId, kind, queue, acceptedAt, disconnectedAt, number } = contact
  const namesAgent = acceptedAt !== null && clock.now() >= acceptedAt + clock.settings.agentInfoLagMs
  return {
    Id: contactId,
    Arn: instanceArn(`contact/${contactId}`),
    ...(initialContactId !== contactId && { InitialContactId: initialContactId }),
    Channel: channel(kind),
    InitiationMethod: METHODS[kind],
    InitiationTimestamp: contact.createdAt / 1_000,
    LastUpdateTimestamp: contact.phaseSince / 1_000,
    ...(queue !== null && { QueueInfo: { Id: queue.id, EnqueueTimestamp: contact.createdAt / 1_000 } }),
    ...(namesAgent && { AgentInfo: { Id: contact.agentId, ConnectedToAgentTimestamp: acceptedAt / 1_000 } }),
    ...(disconnectedAt !== null && { DisconnectTimestamp: disconnectedAt / 1_000 }),
    ...(number !== null && kind !== 'task' && { CustomerEndpoint: { Type: endpointType(kind), Address: number } }),
  }
}

function channel(kind: ContactKind): ContactRecord['Channel'] {
  if (kind === 'chat') return 'CHAT'
  if (kind === 'email') return 'EMAIL'
  return kind === 'task' ? 'TASK' : 'VOICE'
}

/** A web chat has no address; one that came as a text message has the customer's number. */
function endpointType(kind: ContactKind): 'TELEPHONE_NUMBER' | 'EMAIL_ADDRESS' {
  return kind === 'email' ? 'EMAIL_ADDRESS' : 'TELEPHONE_NUMBER'
}
