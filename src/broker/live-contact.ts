import { type Ani, parseAni } from '../domain/ani.ts'
import { IntegrationError } from '../domain/errors.ts'
import { markOwn } from '../domain/own-numbers.ts'
import type { ConnectApi, ContactFacts } from './connect-api.ts'
import type { ConnectPace } from './connect-pace.ts'
import { createExpiringMap } from './expiring-map.ts'

/** A contact that its agent may work with now. `isAssigned` is false while it rings: nothing may be searched yet. */
export interface LiveContact {
  readonly contactId: string
  /** The first contact of the chain of transfers that this one stands in; its own id where it is no transfer. */
  readonly initialContactId: string
  readonly isAssigned: boolean
  readonly ani: Ani
}

/**
 * Whether this contact is this agent's, asked of Connect.
 *
 * Throws `contact-not-yours` for every other contact, known or not (R12), and `connect-unreachable` where Connect
 * cannot say (R16).
 */
export type FindLiveContact = (contactId: string, agentId: string) => Promise<LiveContact>

/**
 * Whether this contact was this agent's own and ended at most two hours ago. It opens no search: that is for
 * `FindLiveContact` alone. Throws `connect-unreachable` where Connect cannot say (R16).
 */
export type HasEndedLately = (contactId: string, agentId: string) => Promise<boolean>

export interface LiveContacts {
  readonly liveContact: FindLiveContact
  readonly hasEndedLately: HasEndedLately
  /** The first contact of the chain of transfers of the agent's contact; its own id where it is no transfer, or unknown. */
  readonly initialContactOf: (contactId: string, agentId: string) => Promise<string>
  /** Whether Connect is asked so much that what can wait shall not be asked. */
  readonly isCrowded: () => boolean
}

export interface LiveContactOptions {
  readonly outboundLookup: 'refused' | 'allowed'
  readonly otherChannels: 'refused' | 'allowed'
  /** The hospital's own lines: a call from one of them has no number that may be searched by. */
  readonly ownNumbers: readonly string[]
  readonly afterCallMinutes: number
  readonly pace: ConnectPace
  readonly now?: () => number
}

/**
 * How long an answer is believed that does not make the contact the asking agent's: nobody's yet, somebody else's, over
 * for somebody else, or unknown. One time for all, or the second question would tell them apart (R12).
 *
 * Less than the shortest pause of `assigned-contact.ts`: an agent who accepts, or to whom the contact just came, must not
 * wait for an old answer. In a crowd the question costs more than the wait.
 */
const notOwnForMs = 80
const notOwnInCrowdForMs = 400
/** R18 allows 60 s, which are used when DescribeContact is asked more than it takes. */
const ownForMs = 20_000
const ownInCrowdForMs = 60_000
const endedForMs = 60 * 60_000
/** How a contact began never changes. */
const beganForMs = 60 * 60_000
/** After-call work of a long call, and the agent who notices only then. */
const latelyMs = 2 * 60 * 60_000
const mostContacts = 20_000

const transferred = ['TRANSFER', 'QUEUE_TRANSFER']
/** How customers begin a contact, by its channel. `API` is how chats and tasks begin; of a call it means that it dials. */
const inbound: ReadonlyMap<string, readonly string[]> = new Map([
  ['VOICE', ['INBOUND', 'CALLBACK']],
  ['CHAT', ['INBOUND', 'API']],
  ['TASK', ['INBOUND', 'API', 'FLOW']],
  ['EMAIL', ['INBOUND']],
])
/** An agent can dial any number and write to anybody, so these make nobody searchable unless the site says so (R13). */
const outbound = ['OUTBOUND', 'API', 'AGENT_REPLY']

/**
 * Asks `DescribeContact` whose contact it is, with a short memory and one question per contact and agent at a time.
 *
 * No agent's memory is another's: what is known of a contact because its own agent asked would answer a stranger sooner
 * than an unknown id does, and so say that it exists (R12).
 *
 * Live and the agent's own, by voice, or by any channel where the site wants it; begun by the customer (or called
 * back). A transfer counts as what its first contact was. An end that was seen is not asked about again, and with one question at a time no slower answer can
 * overtake it (R18).
 */
export function createLiveContact(api: Pick<ConnectApi, 'describeContact'>, options: LiveContactOptions): LiveContacts {
  const now = options.now ?? Date.now
  const mayBegin = ({ channel, initiation }: ContactFacts): boolean => {
    const begins = inbound.get(channel)
    if (begins === undefined || (channel !== 'VOICE' && options.otherChannels === 'refused')) return false
    return begins.includes(initiation) || (options.outboundLookup === 'allowed' && outbound.includes(initiation))
  }
  const describe = createDescriber(api, options.pace, now)

  const beganFit = async (facts: ContactFacts): Promise<boolean> => {
    if (!transferred.includes(facts.initiation)) return mayBegin(facts)
    // Where Connect does not say what was transferred, nobody can say that it was not an outbound call.
    const first = facts.earlierContactId === null ? null : await describe(facts.earlierContactId, anybody)
    // Refused while it rings, it would be by a question more than an unknown contact is, which tells a stranger of it (R12).
    // It opens nothing yet; once it is an agent's, it is refused (R13).
    if (facts.agentId === null) return true
    return first !== null && first.channel === facts.channel && mayBegin(first)
  }

  const isOver = (endedAt: number | null) => endedAt !== null && now() >= endedAt + options.afterCallMinutes * 60_000

  const liveContact: FindLiveContact = async (contactId, agentId) => {
    const facts = await describe(contactId, agentId)
    const isOwn = facts !== null && (facts.agentId === agentId || (facts.agentId === null && facts.endedAt === null))
    const isFit = isOwn && !isOver(facts.endedAt) && (await beganFit(facts))
    if (!isFit) throw new IntegrationError('contact-not-yours')
    const initialContactId = facts.earlierContactId ?? contactId
    const ani = markOwn(parseAni(facts.customerAddress), options)
    return { contactId, initialContactId, isAssigned: facts.agentId !== null, ani }
  }

  return {
    isCrowded: options.pace.isCrowded,
    liveContact,
    async initialContactOf(contactId, agentId) {
      return (await describe(contactId, agentId))?.earlierContactId ?? contactId
    },
    async hasEndedLately(contactId, agentId) {
      const facts = await describe(contactId, agentId)
      if (facts === null || facts.endedAt === null) return false
      return facts.agentId === agentId && now() < facts.endedAt + latelyMs
    },
  }
}

/** Who asks where it is not about whose the contact is, but about how it began. */
const anybody = null

function createDescriber(api: Pick<ConnectApi, 'describeContact'>, pace: ConnectPace, now: () => number) {
  const known = createExpiringMap<{ readonly facts: ContactFacts | null }>(mostContacts, now)
  const asking = new Map<string, Promise<ContactFacts | null>>()

  return (contactId: string, agentId: string | typeof anybody): Promise<ContactFacts | null> => {
    const key = JSON.stringify([agentId, contactId])
    const ask = async (): Promise<ContactFacts | null> => {
      const facts = await pace.run(() => api.describeContact(contactId))
      known.set(key, { facts }, keptFor(facts, agentId, pace.isCrowded()))
      return facts
    }

    const kept = known.get(key)
    if (kept !== undefined) return Promise.resolve(kept.facts)
    const flight = asking.get(key) ?? ask().finally(() => asking.delete(key))
    asking.set(key, flight)
    return flight
  }
}

function keptFor(facts: ContactFacts | null, agentId: string | typeof anybody, isCrowded: boolean): number {
  if (facts !== null && agentId === anybody) return beganForMs
  if (facts === null || facts.agentId === null || facts.agentId !== agentId) {
    return isCrowded ? notOwnInCrowdForMs : notOwnForMs
  }
  if (facts.endedAt !== null) return endedForMs
  return isCrowded ? ownInCrowdForMs : ownForMs
}
