/** The state of all calls: one session a contact, and the memory of those that left. */
import type { CallEvent } from './call-event.ts'
import { answer, type CallRules, type CallSession, restore, ring, step } from './call-session.ts'
import type { ContactEvent, ContactId } from './contact.ts'
import { markOwn } from './own-numbers.ts'
import { type PastContacts, remember } from './past-contacts.ts'

/**
 * All contacts: those here now, those that vanished a moment ago and may come back, those that left, and the one the
 * agent looks at. Nothing of a vanished contact is shown.
 */
export interface CallSessions {
  readonly current: ReadonlyMap<ContactId, CallSession>
  readonly vanished: ReadonlyMap<ContactId, CallSession>
  readonly past: PastContacts
  readonly selected: ContactId | null
}

export const noSessions: CallSessions = { current: new Map(), vanished: new Map(), past: new Map(), selected: null }

/**
 * The sessions after an event, or the same object when it changes nothing.
 *
 * Contacts that ended stay ended: Streams may announce one again after a reload or a flicker
 * (amazon-connect-streams #632), and an old caller's chart must not open. A contact that only vanished comes back as it
 * was, with nothing searched anew; once it is given up, and one that was missed and goes back to the queue, it may come
 * again without what was known of it. Of a contact we do not know, only its end is remembered: the announcement that
 * comes late finds it over.
 */
export function advance(sessions: CallSessions, event: CallEvent, rules: CallRules): CallSessions {
  if (event.type === 'announced') return announce(sessions, event, rules)

  const session = sessions.current.get(event.contactId)
  if (session === undefined) return stepAway(sessions, event)
  if (event.type === 'selected') {
    return sessions.selected === event.contactId ? sessions : { ...sessions, selected: event.contactId }
  }
  const next = step(session, event, rules)
  if (next === session) return sessions
  if (next === 'over') return leave(sessions, event.contactId, 'over')
  if (next === 'missed') return leave(sessions, event.contactId, session.asked)
  return next === 'vanished' ? hide(sessions, session) : put(sessions, next)
}

/** What is told of a contact that is not here. */
function stepAway(sessions: CallSessions, { type, contactId }: Exclude<CallEvent, Announced>): CallSessions {
  if (type === 'ended' || type === 'cleared') return forget(sessions, contactId, 'over')
  const vanished = sessions.vanished.get(contactId)
  const isGone = type === 'given-up' || type === 'missed'
  return isGone && vanished !== undefined ? forget(sessions, contactId, vanished.asked) : sessions
}

type Announced = Extract<ContactEvent, { type: 'announced' }>

function announce(sessions: CallSessions, event: Announced, rules: CallRules): CallSessions {
  const { contact, stage, at } = event
  const known = sessions.current.get(contact.contactId)
  if (known !== undefined) {
    return known.phase === 'ringing' && stage === 'live' ? put(sessions, answer(known, at, rules)) : sessions
  }
  if (stage === 'after-call') return sessions

  const vanished = sessions.vanished.get(contact.contactId)
  if (vanished !== undefined) return comeBack(sessions, restore(vanished, stage, at, rules))

  const past = sessions.past.get(contact.contactId) ?? 0
  if (past === 'over') return sessions

  const ringing = ring({ ...contact, ani: markOwn(contact.ani, rules.policy) }, at, rules, past)
  return put(sessions, stage === 'ringing' ? ringing : answer(ringing, at, rules))
}

function put(sessions: CallSessions, session: CallSession): CallSessions {
  const { contactId } = session.contact
  const current = new Map(sessions.current).set(contactId, session)
  return { ...sessions, current, selected: sessions.selected ?? contactId }
}

function leave(sessions: CallSessions, contactId: ContactId, why: 'over' | number): CallSessions {
  return { ...without(sessions, contactId), past: remember(sessions.past, contactId, why) }
}

function hide(sessions: CallSessions, session: CallSession): CallSessions {
  const { contactId } = session.contact
  const vanished = new Map(sessions.vanished).set(contactId, session)
  return { ...without(sessions, contactId), vanished }
}

function comeBack(sessions: CallSessions, session: CallSession): CallSessions {
  const vanished = new Map(sessions.vanished)
  vanished.delete(session.contact.contactId)
  return put({ ...sessions, vanished }, session)
}

function forget(sessions: CallSessions, contactId: ContactId, why: 'over' | number): CallSessions {
  const past = remember(sessions.past, contactId, why)
  if (past === sessions.past) return sessions

  const vanished = new Map(sessions.vanished)
  vanished.delete(contactId)
  return { ...sessions, vanished, past }
}

/** The sessions without this one; where the agent looked at it, the oldest of the others is looked at. */
function without(sessions: CallSessions, contactId: ContactId): CallSessions {
  const current = new Map(sessions.current)
  current.delete(contactId)
  const [next = null] = current.keys()
  return { ...sessions, current, selected: sessions.selected === contactId ? next : sessions.selected }
}
