import { parseAni } from '../domain/ani.ts'
import { type Channel, type Contact, isCall } from '../domain/contact.ts'
import { longestName, plainLine } from '../domain/plain-line.ts'
import { attempt } from './attempt.ts'
import type { Stage } from './contact-ledger.ts'

/**
 * Reads a contact of Streams into ours, whole; or null where there is nothing to look up: a supervisor's listening in,
 * or a kind of contact we do not know.
 *
 * To be called when Streams announces the contact and not later: once it is cleared, its number can no longer be read.
 * The type is asked before anything else, because a task without TaskJS throws as soon as its connections are touched,
 * and a chat starts to load its session (facts/ccp-streams.md 1.8). A call whose connections cannot be read is still a
 * call: it comes out without a number.
 */
export function readContact(contact: connect.Contact): Contact | null {
  const channel = channelOf(contact)
  if (channel === null) return null

  const connections = isCall(channel) ? (attempt(() => contact.getConnections()) ?? []) : []
  if (isListeningIn(connections)) return null

  const initial = connections.find((connection) => connection.isInitialConnection()) ?? null
  const contactId = contact.getContactId()
  return {
    contactId,
    initialContactId: contact.getInitialContactId() || contactId,
    channel,
    direction: isOutbound(contact, initial) ? 'outbound' : 'inbound',
    ani: parseAni(customerAddress(contact, initial)),
    queue: plainLine(
      attempt(() => contact.getQueue().name),
      longestName,
    ),
    attributes: readAttributes(contact),
  }
}

/** Reads how far the contact has come; an `error` is a contact that failed to reach the agent. */
export function readStage(contact: connect.Contact): Stage {
  const state: string = contact.getState().type
  switch (state) {
    case 'connected':
    case 'paused':
      return 'live'
    case 'ended':
      return 'after-call'
    case 'missed':
    case 'rejected':
    case 'error':
      return 'missed'
    default:
      return 'ringing'
  }
}

function channelOf(contact: connect.Contact): Channel | null {
  const type: string = contact.getType()
  switch (type) {
    case 'voice':
    case 'chat':
    case 'task':
    case 'email':
      return type
    case 'queue_callback':
      return 'callback'
    default:
      return null
  }
}

/** A supervisor has a monitoring connection where an agent has an agent's; a silent one is even the initial connection. */
function isListeningIn(connections: readonly connect.BaseConnection[]): boolean {
  const types: readonly string[] = connections.map((connection) => connection.getType())
  return types.includes('monitoring') && !types.includes('agent')
}

function isOutbound(contact: connect.Contact, initial: connect.BaseConnection | null): boolean {
  const connection: string | undefined = initial?.getType()
  if (connection !== undefined) return connection === 'outbound'

  const method: string | null = attempt(() => contact.getInitiationMethod())
  return method === 'outbound' || method === 'external_outbound' || method === 'campaign_preview'
}

/** The initial connection's address first; `customerEndpoint` may be null on calls (facts/ccp-streams.md 6). */
function customerAddress(contact: connect.Contact, initial: connect.BaseConnection | null): string | null {
  const called = attempt(() => initial?.getEndpoint().phoneNumber)
  return called || attempt(() => contact.getCustomerEndpoint()?.phoneNumber) || null
}

function readAttributes(contact: connect.Contact): Readonly<Record<string, string>> {
  const attributes: Readonly<Record<string, { readonly value: string } | undefined>> | null = contact.getAttributes()
  const pairs = Object.entries(attributes ?? {})
  return Object.fromEntries(pairs.flatMap(([name, attribute]) => (attribute ? [[name, attribute.value]] : [])))
}
