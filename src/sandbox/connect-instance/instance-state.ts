import type { Journal, JournalEntry } from '../journal.ts'
import { type AgentStanding, agentStateFor } from './agent-standing.ts'
import { AGENTS, type AgentState, AVAILABLE } from './agents.ts'
import { isLive, isVoice, type PlayedContact } from './contact.ts'
import { InstanceError } from './instance-error.ts'

/** What the control room may turn while the instance runs. Times are milliseconds. */
export interface InstanceSettings {
  /** How long a contact rings before it is missed. */
  ringTimeoutMs: number
  /** How long after the agent took a contact DescribeContact begins to name them. */
  agentInfoLagMs: number
  /** How long the customer's telephone rings before an outbound call or callback is picked up; `null` is never. */
  pickUpAfterMs: number | null
  /** `down` answers no page, `silent` a page that never speaks to its host, `ack-lost` one that speaks no more (`hushCcp`). */
  ccpFault: 'none' | 'down' | 'silent' | 'ack-lost'
  /** How the snapshots of contacts fare on their way to the CCP's pages. */
  ccpEvents: 'none' | 'duplicate' | 'late' | 'missing' | 're-ordered' | 're-init'
  /** What the agent chose in the CCP's settings; one of Connect's ten, as it writes them. */
  agentLanguage: 'en_US' | 'es_ES' | 'fr_FR'
}

/** What subscribers hear: the state changed, or every open CCP shall do something. */
export type InstanceEvent =
  | { readonly type: 'changed' }
  | { readonly type: 'ccp'; readonly command: 'reload' | 'log-out' | 'hush' | 'speak' }

/** What a CCP shows of a cleared contact that came back (amazon-connect-streams #632). */
export type ReplayedAs = 'connected' | 'ended'

export type InstanceState = ReturnType<typeof createInstanceState>

/** The contacts and agents of an instance, empty and everybody `Available`. Subscribers hear of every change. */
export function createInstanceState(journal: Journal, now: () => number) {
  const settings: InstanceSettings = {
    ringTimeoutMs: 20_000,
    agentInfoLagMs: 150,
    pickUpAfterMs: 1_500,
    ccpFault: 'none',
    ccpEvents: 'none',
    agentLanguage: 'en_US',
  }
  const contacts = new Map<string, PlayedContact>()
  const replayed = new Map<string, ReplayedAs>()
  const hidden = new Set<string>()
  const begun = now()
  const standings = new Map<string, AgentStanding>(
    AGENTS.map((agent) => [agent.id, { chosen: AVAILABLE, next: null, state: AVAILABLE, since: begun }]),
  )
  const listeners = new Set<(event: InstanceEvent) => void>()
  const timers = new Set<ReturnType<typeof setTimeout>>()

  const tell = (event: InstanceEvent): void => {
    for (const listener of listeners) listener(event)
  }

  const standingOf = (agentId: string): AgentStanding => {
    const standing = standings.get(agentId)
    if (standing === undefined) throw new InstanceError('ResourceNotFoundException', 'No agent has this id')
    return standing
  }

  const held = (agentId: string): PlayedContact[] =>
    [...contacts.values()].filter((contact) => contact.agentId === agentId && !contact.cleared)

  /** Moves the agent to where their contacts put them; a state asked for "afterwards" is taken when none is left. */
  const settle = (agentId: string): void => {
    const before = standingOf(agentId)
    const own = held(agentId)
    const isFree = agentStateFor(own, before) === before.chosen
    const choice = isFree && before.next !== null ? { chosen: before.next, next: null } : before
    const state = agentStateFor(own, choice)
    const since = state.name === before.state.name ? before.since : now()
    standings.set(agentId, { chosen: choice.chosen, next: choice.next, state, since })
  }

  const write = (event: string, facts: JournalEntry['facts']): void => journal.write('connect', event, facts)

  const find = (contactId: string): PlayedContact => {
    const contact = contacts.get(contactId)
    if (contact === undefined) throw new InstanceError('ResourceNotFoundException', 'No contact has this id')
    return contact
  }

  const put = (contact: PlayedContact): PlayedContact => {
    contacts.set(contact.contactId, contact)
    settle(contact.agentId)
    tell({ type: 'changed' })
    return contact
  }

  return {
    settings,
    now,
    standingOf,
    tell,
    write,
    /** The contact, or a `ResourceNotFoundException`. */
    find,
    /** Keeps the contact as it is now, moves its agent, and tells everybody. */
    put,
    all: (): readonly PlayedContact[] => [...contacts.values()],

    /** Takes the contact a step further in its life, writes the verb into the journal, and answers it as it is then. */
    step(verb: string, contactId: string, next: (contact: PlayedContact, now: number) => PlayedContact): PlayedContact {
      const contact = next(find(contactId), now())
      write(verb, { contactId })
      return put(contact)
    },

    /** What this agent's CCP shows, oldest first: their contacts, without hidden ones, with replayed ones. */
    shown(agentId: string): readonly PlayedContact[] {
      return [...contacts.values()].flatMap((contact) => {
        if (contact.agentId !== agentId || hidden.has(contact.contactId)) return []
        const as = replayed.get(contact.contactId)
        if (as !== undefined) return [asReplayed(contact, as)]
        return contact.cleared ? [] : [contact]
      })
    },

    /** Sets what the agent chose: at once, or after the contact where `next` is set. */
    choose(agentId: string, choice: { chosen: AgentState; next: AgentState | null }): void {
      standings.set(agentId, { ...standingOf(agentId), ...choice })
      settle(agentId)
      tell({ type: 'changed' })
    },

    /** Takes a contact out of the snapshots, or lets it back in. */
    hide(contactId: string, isHidden: boolean): void {
      if (isHidden) hidden.add(contactId)
      else hidden.delete(contactId)
      tell({ type: 'changed' })
    },

    /** Shows a cleared contact again, or takes it away with `null`. The record and the agent stay as they were. */
    replay(contactId: string, as: ReplayedAs | null): void {
      if (as === null) replayed.delete(contactId)
      else replayed.set(contactId, as)
      tell({ type: 'changed' })
    },
    replayedAs: (contactId: string): ReplayedAs | null => replayed.get(contactId) ?? null,

    subscribe: (listener: (event: InstanceEvent) => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    /** Does something later. It is forgotten when the instance closes, and never keeps the process alive. */
    after(ms: number, act: () => void): void {
      const timer = setTimeout(() => {
        timers.delete(timer)
        act()
      }, ms)
      timer.unref()
      timers.add(timer)
    },

    close: (): void => {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      listeners.clear()
    },

    /** How many calls the agent has now, ringing ones included. */
    liveCalls: (agentId: string): number =>
      held(agentId).filter((contact) => isLive(contact) && isVoice(contact)).length,
  }
}

function asReplayed(contact: PlayedContact, as: ReplayedAs): PlayedContact {
  if (as === 'ended') return { ...contact, phase: 'ended' }
  const agentLeg = { ...contact.agentLeg, state: 'connected' as const }
  const customerLeg = contact.customerLeg && { ...contact.customerLeg, state: 'connected' as const }
  return { ...contact, phase: 'connected', agentLeg, customerLeg }
}
