/** The state of all calls: one session a contact, and the memory of those that left. */
import { answer, type CallEvent, type CallRules, type CallSession, ring, step } from './call-session.ts'
import type { ContactEvent, ContactId } from './contact.ts'
import { type PastContacts, remember } from './past-contacts.ts'

/** All contacts: those here now, those that left, and the one the agent looks at. */
export interface CallSessions {
  readonly current: ReadonlyMap<ContactId, CallSession>
  readonly past: PastContacts
  readonly selected: ContactId | null
}

export const noSessions: CallSessions = { current: new Map(), past: new Map(), selected: null }

/**
 * The sessions after an event, or the same object when it changes nothing.
 *
 * Contacts that ended stay ended: Streams may announce one again after a reload or a flicker
 * (amazon-connect-streams #632), and an old caller's chart must not open. A contact that only vanished, or was missed
 * and goes back to the queue, may come again, without what was known of it. Of a contact we do not know, only its end
 * is remembered: the announcement that comes late finds it over.
 */
export function advance(sessions: CallSessions, event: CallEvent, rules: CallRules): CallSessions {
  if (event.type === 'announced') return announce(sessions, event, rules)

  const session = sessions.current.get(event.contactId)
  if (session === undefined) return isEnd(event.type) ? over(sessions, event.contactId) : sessions
  if (event.type === 'selected') {
    return sessions.selected === event.contactId ? sessions : { ...sessions, selected: event.contactId }
  }
  const next = step(session, event, rules)
  if (next === session) return sessions
  if (next === 'over') return leave(sessions, event.contactId, 'over')
  return next === 'vanished' ? leave(sessions, event.contactId, session.asked) : put(sessions, next)
}

function isEnd(type: CallEvent['type']): boolean {
  return type === 'ended' || type === 'cleared'
}

type Announced = Extract<ContactEvent, { type: 'announced' }>

function announce(sessions: CallSessions, event: Announced, rules: CallRules): CallSessions {
  const { contact, stage, at } = event
  const known = sessions.current.get(contact.contactId)
  if (known !== undefined) {
    return known.phase === 'ringing' && stage === 'live' ? put(sessions, answer(known, at, rules)) : sessions
  }
  const past = sessions.past.get(contact.contactId) ?? 0
  if (past === 'over' || stage === 'after-call') return sessions

  const ringing = ring(contact, at, rules, past)
  return put(sessions, stage === 'ringing' ? ringing : answer(ringing, at, rules))
}

function put(sessions: CallSessions, session: CallSession): CallSessions {
  const { contactId } = session.contact
  const current = new Map(sessions.current).set(contactId, session)
  return { ...sessions, current, selected: sessions.selected ?? contactId }
}

function leave(sessions: CallSessions, contactId: ContactId, why: 'over' | number): CallSessions {
  const current = new Map(sessions.current)
  current.delete(contactId)
  const [next = null] = current.keys()
  const selected = sessions.selected === contactId ? next : sessions.selected
  return { current, past: remember(sessions.past, contactId, why), selected }
}

function over(sessions: CallSessions, contactId: ContactId): CallSessions {
  const past = remember(sessions.past, contactId, 'over')
  return past === sessions.past ? sessions : { ...sessions, past }
}
