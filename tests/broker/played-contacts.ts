import type { ConnectPace } from '../../src/broker/connect-pace.ts'
import type { ContactFacts } from '../../src/broker/connect-api.ts'
import { createLiveContact } from '../../src/broker/live-contact.ts'

export const dana = 'connect-dana'

/** What Connect says of a live inbound call of Dana's. */
export function facts(of: Partial<ContactFacts> = {}): ContactFacts {
  return {
    channel: 'VOICE',
    initiation: 'INBOUND',
    earlierContactId: null,
    agentId: dana,
    endedAt: null,
    customerAddress: '+16085550142',
    ...of,
  }
}

/** A Connect that knows these contacts, counts questions and can be held back. */
export function aConnect(contacts: Record<string, ContactFacts | null>) {
  const state = { asked: 0, hold: null as Promise<void> | null }
  const describeContact = async (contactId: string) => {
    state.asked += 1
    const said = contacts[contactId] ?? null
    await state.hold
    return said
  }
  return { contacts, state, describeContact }
}

/** Connect with room for every question, unless a test says otherwise. */
export const freely: ConnectPace = { isCrowded: () => false, run: (question) => question() }

export function aFinder(
  contacts: Record<string, ContactFacts | null>,
  outboundLookup: 'refused' | 'allowed' = 'refused',
  otherChannels: 'refused' | 'allowed' = 'refused',
  pace = freely,
) {
  const connect = aConnect(contacts)
  const clock = { now: 1_000_000 }
  const {
    liveContact: find,
    hasEndedLately,
    initialContactOf,
  } = createLiveContact(connect, {
    outboundLookup,
    otherChannels,
    ownNumbers: [],
    afterCallMinutes: 0,
    pace,
    now: () => clock.now,
  })
  return { connect, clock, find, hasEndedLately, initialContactOf }
}
