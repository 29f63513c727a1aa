import type { Contact, ContactEvent, ContactId } from '../domain/contact.ts'
import type { Line, LineState } from '../domain/line.ts'
import { guarded } from './guard.ts'

/** How far a contact has come, as one snapshot of the softphone shows it. */
export type Stage = 'ringing' | 'live' | 'after-call' | 'missed'

type Listener = (event: ContactEvent) => void

/**
 * A contact that was announced. `trail` is what a listener who comes late must hear to know as much as the others; it alone
 * holds the caller's number, and of a contact that vanished it is empty: nothing of a caller stays who may never come back.
 */
interface Known {
  readonly stage: Stage
  readonly isHere: boolean
  /** How the line stood last; null after it vanished, so that it is told anew. */
  readonly line: LineState | null
  readonly trail: readonly ContactEvent[]
}

/** `over`: it ended and left, or had ended before we came. `not-ours`: a monitored call, or a kind we do not know. */
type Entry = Known | 'over' | 'not-ours'

export interface ContactLedger {
  /** Takes down that a contact stands in the softphone at this stage. `read` is asked when it is first seen, and when it is back. */
  readonly sees: (contactId: ContactId, stage: Stage, read: () => Contact | null) => void
  /** Takes down how the line of a contact stands that was seen. */
  readonly hears: (contactId: ContactId, line: Line | null) => void
  /** Takes down that a contact stands in the softphone no more. */
  readonly loses: (contactId: ContactId) => void
  /** Takes down that nothing stands in the softphone any more: it was signed out. */
  readonly losesAll: () => void
  /** Calls `listener` with what it missed of the contacts still here, then with every event, until the way out is called. */
  readonly subscribe: (listener: Listener) => () => void
}

/** Ids that are remembered: more than an agent takes in a day. */
const longestMemory = 1_000

/**
 * Turns what the softphone shows, again and again and in any order, into each contact's events, each told once.
 *
 * Streams announces a contact anew when it drops out of one snapshot and returns, and shows old ones at load
 * (amazon-connect-streams #632; facts/ccp-streams.md 1.7). Here a contact is announced once, and again only after it
 * `vanished` or was missed, because a missed contact goes back to its queue and may ring here again; its stage never
 * goes back; one that ended, or had ended before we came, stays over (R46).
 *
 * @param now Milliseconds since 1970.
 */
export function createContactLedger(now: () => number = Date.now): ContactLedger {
  const entries = new Map<ContactId, Entry>()
  const listeners = new Set<Listener>()

  const keep = (contactId: ContactId, entry: Entry, event: ContactEvent | null) => {
    entries.set(contactId, entry)
    if (entries.size > longestMemory) forgetOldest(entries)
    if (event !== null) for (const listener of listeners) listener(event)
  }

  return {
    sees(contactId, stage, read) {
      const entry = entries.get(contactId)
      if (entry === 'over' || entry === 'not-ours') return

      const reached = entry === undefined ? stage : furthest(entry.stage, stage)
      if (entry !== undefined && (entry.isHere || isEnd(reached))) {
        return keep(contactId, ...seenAgain(contactId, entry, reached, now()))
      }
      if (reached === 'missed') return
      if (reached === 'after-call') return keep(contactId, 'over', null)
      const contact = read()
      if (contact === null) return keep(contactId, 'not-ours', null)
      keep(contactId, ...announced(contact, reached, now()))
    },

    hears(contactId, line) {
      const entry = entries.get(contactId)
      if (entry === undefined || typeof entry === 'string' || !entry.isHere || line === null) return
      if (line.state === entry.line || !isOfStage(line, entry.stage)) return

      const event = { type: 'line', contactId, line } as const
      keep(contactId, { ...entry, line: line.state, trail: [...withoutLine(entry.trail), event] }, event)
    },

    loses,
    losesAll: () => [...entries.keys()].forEach(loses),

    subscribe(listener) {
      const safe = guarded(listener)
      for (const entry of entries.values()) if (typeof entry !== 'string') entry.trail.forEach((event) => safe(event))

      listeners.add(safe)
      return () => void listeners.delete(safe)
    },
  }

  function loses(contactId: ContactId): void {
    const entry = entries.get(contactId)
    if (entry === undefined || typeof entry === 'string' || !entry.isHere) return

    if (entry.trail.at(-1)?.type === 'missed') return void entries.delete(contactId)
    if (isEnd(entry.stage)) return keep(contactId, 'over', { type: 'cleared', contactId })
    const event = { type: 'vanished', contactId } as const
    keep(contactId, { ...entry, isHere: false, line: null, trail: [] }, event)
  }
}

const rank: Readonly<Record<Stage, number>> = { ringing: 0, live: 1, 'after-call': 2, missed: 2 }

function isEnd(stage: Stage): stage is 'after-call' | 'missed' {
  return rank[stage] === 2
}

/** A stage never goes back, so the line of an old snapshot must not either: a live call is not dialled. */
function isOfStage({ state }: Line, stage: Stage): boolean {
  return stage === (state === 'dialling' ? 'ringing' : 'live')
}

/** A call is held many times; whoever comes late needs to know how it stands, not how often. */
function withoutLine(trail: Known['trail']): Known['trail'] {
  return trail.filter(({ type }) => type !== 'line')
}

function furthest(known: Stage, seen: Stage): Stage {
  return rank[seen] > rank[known] ? seen : known
}

function seenAgain(contactId: ContactId, known: Known, stage: Stage, at: number): [Known, ContactEvent | null] {
  if (stage === known.stage) return [{ ...known, isHere: true }, null]

  const event = progress(contactId, known.stage, stage, at)
  return [{ ...known, stage, isHere: true, trail: [...known.trail, event] }, event]
}

function announced(contact: Contact, stage: 'ringing' | 'live', at: number): [Known, ContactEvent] {
  const event = { type: 'announced', contact, stage, at } as const
  return [{ stage, isHere: true, line: null, trail: [event] }, event]
}

function progress(contactId: ContactId, before: Stage, stage: Stage, at: number): ContactEvent {
  if (!isEnd(stage)) return { type: 'connected', contactId, at }
  // A call that fails after it was answered was not missed.
  return { type: stage === 'missed' && before === 'ringing' ? 'missed' : 'ended', contactId }
}

/** Those that vanished are forgotten too: kept for ever, they would crowd out those that are over. */
function forgetOldest(entries: Map<ContactId, Entry>): void {
  for (const [contactId, entry] of entries) {
    if (typeof entry === 'string' || !entry.isHere) return void entries.delete(contactId)
  }
}
