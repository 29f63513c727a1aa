import type { AgentUpdate, ContactUpdate } from '../agent-update.ts'
import { channelType } from './channel-type.ts'

/** An answer at hand, a method to ask the instance for, or a refusal. */
export type SdkAnswer =
  | { readonly kind: 'data'; readonly data: unknown }
  | { readonly kind: 'ask'; readonly method: string; readonly params: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Answers a command of the Amazon Connect SDK from the last snapshot (ccp-streams.md 3).
 *
 * Commands that are not played, and contacts the agent does not have, are refused as a missing permission is.
 */
export function answerSdk(
  { snapshot, configuration }: AgentUpdate<Date>,
  command: string,
  data: Readonly<Record<string, unknown>>,
): SdkAnswer {
  switch (command) {
    case 'agent/getName':
      return known({ name: configuration.name })
    case 'agent/getARN':
      return known({ ARN: configuration.agentARN })
    case 'agent/getState':
      return known(snapshot.state)
    case 'agent/getExtension':
      return known({ extension: configuration.extension })
    case 'agent/getRoutingProfile':
      return known(configuration.routingProfile)
    case 'agent/getDialableCountries':
    case 'voice/listDialableCountries':
      return known({ dialableCountries: configuration.dialableCountries })
    case 'agent/listAvailabilityStates':
      return known(configuration.agentStates)
    case 'agent/getNetworkConnectionStatus':
      return known({ status: 'connected', timestamp: snapshot.snapshotTimestamp })
    case 'contact/listContacts':
      return known(snapshot.contacts.map(contactFacts))
    // The widget's host keeps the agent's session awake with this; the played session never sleeps.
    case 'sendActivity':
      return known({})
    default:
      return onContact(snapshot.contacts, command, data)
  }
}

function onContact(
  contacts: readonly ContactUpdate<Date>[],
  command: string,
  data: Readonly<Record<string, unknown>>,
): SdkAnswer {
  const contact = contacts.find(({ contactId }) => contactId === data['contactId'])
  if (contact === undefined) return { kind: 'refused', reason: 'No such contact or command' }

  const { contactId } = contact
  const initial = contact.connections.find((connection) => connection.initial)
  switch (command) {
    case 'contact/getContact':
      return known(contactFacts(contact))
    case 'contact/getAttributes':
      return known(attributes(contact, data['attributes']))
    case 'contact/getInitialContactId':
      return known({ initialContactId: contact.initialContactId ?? undefined })
    case 'contact/getType':
    case 'contact/getChannelType':
      return known(channelType(contact))
    case 'contact/getQueue':
      return known(contact.queue)
    case 'contact/getQueueTimestamp':
      return known({ queueTimestamp: contact.queueTimestamp })
    case 'contact/getStateDuration':
      return known({ stateDuration: Date.now() - contact.state.timestamp.getTime() })
    case 'contact/getInstanceDetails':
    case 'contact/getContactRegion':
      return known({ origin: location.origin, region: contact.queue?.queueARN.split(':')[3] ?? null })
    case 'contact/isAutoAcceptEnabled':
      return known({ isAutoAcceptEnabled: false })
    case 'contact/isPreviewMode':
      return known({ isPreviewMode: false })
    case 'voice/getInitialCustomerPhoneNumber':
    case 'contact/getPhoneNumber':
      return known({ phoneNumber: initial?.endpoint?.phoneNumber ?? null })
    case 'contact/accept':
      return { kind: 'ask', method: 'acceptContact', params: { contactId } }
    case 'contact/reject':
      return { kind: 'ask', method: 'rejectContact', params: { contactId } }
    case 'contact/clear':
      return { kind: 'ask', method: 'clearContact', params: { contactId } }
    case 'contact/disconnectSelf':
      return { kind: 'ask', method: 'destroyConnection', params: { contactId, connectionId: ownLeg(contact) } }
    default:
      return { kind: 'refused', reason: 'The played CCP does not know this command' }
  }
}

function known(data: unknown): SdkAnswer {
  return { kind: 'data', data }
}

function contactFacts(contact: ContactUpdate<Date>): unknown {
  const { contactId, initialContactId, queue, state } = contact
  return { contactId, initialContactId: initialContactId ?? undefined, queue, state, ...channelType(contact) }
}

/** `'*'` asks for all of them, a list for those that exist among its names. */
function attributes(contact: ContactUpdate<Date>, asked: unknown): Record<string, string> {
  const all = Object.values(contact.attributes).map(({ name, value }): [string, string] => [name, value])
  return Object.fromEntries(Array.isArray(asked) ? all.filter(([name]) => asked.includes(name)) : all)
}

function ownLeg(contact: ContactUpdate<Date>): string | undefined {
  return contact.connections.find(({ type }) => type === 'agent' || type === 'monitoring')?.connectionId
}
