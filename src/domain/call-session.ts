/** The state of calls: one session a contact, moved only by named events. What Epic answered is not kept here. */
import type { Contact, ContactEvent, ContactId } from './contact.ts'
import type { IntegrationErrorCode } from './errors.ts'
import { type PastContacts, remember } from './past-contacts.ts'
import type { Patient, PatientId } from './patient.ts'
import type { PatientSearch } from './patient-search.ts'
import { type Draft, emptyDraft, type NoNumberSearch, searchByNumber } from './search-plan.ts'
import type { SitePolicy } from './site-policy.ts'

/** A question put to Epic for one contact. Answers are kept under its id; a newer question has another. */
export interface Question {
  readonly id: string
  readonly search: PatientSearch
}

/** A patient the agent confirmed. `address` is where the chart opens; `isBlocked` says the browser refused the window. */
export interface OpenedPatient {
  readonly patient: Patient
  readonly address: string
  readonly isBlocked: boolean
  /** Milliseconds since 1970. */
  readonly openedAt: number
}

interface Known {
  readonly contact: Contact
  /** When the contact was accepted, or began to ring; milliseconds since 1970. */
  readonly since: number
  readonly question: Question | null
  /** How many questions were put; the next one's id. */
  readonly asked: number
  readonly draft: Draft
}

/**
 * One contact, from its first sign to its clearing; each phase holds exactly what is known in it.
 *
 * `identifying.view` is what the agent looks at: the candidates of the question, or the search form.
 * `identifying.isRestored` marks a contact that Connect lost and brought back: nothing is searched by itself for it.
 */
export type CallSession =
  | (Known & { readonly phase: 'ringing' })
  | (Known & {
      readonly phase: 'identifying'
      readonly view: 'candidates' | 'form'
      readonly noNumberSearch: NoNumberSearch | null
      readonly picked: PatientId | null
      readonly failure: IntegrationErrorCode | null
      readonly isRestored: boolean
      /** The agent took a confirmation back: the chart still stands open in Epic. */
      readonly isWithdrawn: boolean
    })
  | (Known & { readonly phase: 'opening'; readonly patient: Patient })
  | (Known & { readonly phase: 'opened'; readonly opened: OpenedPatient; readonly isAfterCall: boolean })

/** All contacts: those here now, those that left, and the one the agent looks at. */
export interface CallSessions {
  readonly current: ReadonlyMap<ContactId, CallSession>
  readonly past: PastContacts
  readonly selected: ContactId | null
}

export const noSessions: CallSessions = { current: new Map(), past: new Map(), selected: null }

/** What the agent does, always for a contact that is named. */
export type AgentEvent =
  | { readonly type: 'selected'; readonly contactId: ContactId }
  | { readonly type: 'typed'; readonly contactId: ContactId; readonly draft: Partial<Draft> }
  | { readonly type: 'asked'; readonly contactId: ContactId; readonly search: PatientSearch }
  | { readonly type: 'asked-again'; readonly contactId: ContactId }
  | { readonly type: 'looked-at'; readonly contactId: ContactId; readonly view: 'candidates' | 'form' }
  | { readonly type: 'picked'; readonly contactId: ContactId; readonly patient: PatientId | null }
  | { readonly type: 'opening'; readonly contactId: ContactId; readonly patient: Patient }
  | { readonly type: 'opened'; readonly contactId: ContactId; readonly opened: OpenedPatient }
  | { readonly type: 'not-opened'; readonly contactId: ContactId; readonly failure: IntegrationErrorCode | null }
  | { readonly type: 'withdrawn'; readonly contactId: ContactId }
  | { readonly type: 'failed'; readonly contactId: ContactId; readonly failure: IntegrationErrorCode }

export type CallEvent = ContactEvent | AgentEvent

/** What a site decided about how calls are looked up; given once, at start. */
export interface CallRules {
  readonly policy: SitePolicy
  readonly startsOn: 'accepted' | 'ringing'
}

/**
 * The sessions after an event, or the same object when it changes nothing.
 *
 * Contacts that ended stay ended: Streams may announce one again after a reload or a flicker
 * (amazon-connect-streams #632), and an old caller's chart must not open. A contact that only vanished may come
 * back, without what was known of it. Of a contact we do not know, only its end is remembered: the announcement that
 * comes late finds it over.
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
  return type === 'ended' || type === 'missed' || type === 'cleared'
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

type Ringing = Extract<CallSession, { phase: 'ringing' }>
type Identifying = Extract<CallSession, { phase: 'identifying' }>

function ring(contact: Contact, since: number, rules: CallRules, asked: number): Ringing {
  const session = { phase: 'ringing', contact, since, question: null, asked, draft: emptyDraft } as const
  return rules.startsOn === 'ringing' ? askByNumber(session, rules) : session
}

function answer(session: Ringing, since: number, rules: CallRules): Identifying {
  const search = searchByNumber(session.contact, rules.policy)
  const noNumberSearch = typeof search === 'string' ? search : null
  const asked = askByNumber(session, rules)
  return {
    ...asked,
    ...untouched,
    phase: 'identifying',
    since,
    view: noNumberSearch === null ? 'candidates' : 'form',
    noNumberSearch,
    isRestored: session.asked > 0 && asked.question === null,
  }
}

/** At most once a contact (R46): one that was asked about before, vanished and came back waits for the agent. */
function askByNumber<Session extends Known>(session: Session, rules: CallRules): Session {
  const search = searchByNumber(session.contact, rules.policy)
  return session.asked > 0 || typeof search === 'string' ? session : ask(session, search)
}

function ask<Session extends Known>(session: Session, search: PatientSearch): Session {
  const asked = session.asked + 1
  return { ...session, asked, question: { id: `q${asked}`, search } }
}

type Step = Exclude<CallEvent, { type: 'announced' } | { type: 'selected' }>

function step(session: CallSession, event: Step, rules: CallRules): CallSession | 'over' | 'vanished' {
  switch (event.type) {
    case 'connected':
      return session.phase === 'ringing' ? answer(session, event.at, rules) : session
    case 'ended':
      return session.phase === 'opened' ? { ...session, isAfterCall: true } : 'over'
    case 'missed':
    case 'cleared':
      return 'over'
    case 'vanished':
      return session.phase === 'opened' && session.isAfterCall ? 'over' : 'vanished'
    case 'opening':
      return session.phase === 'identifying' ? { ...known(session), phase: 'opening', patient: event.patient } : session
    case 'opened':
      return session.phase === 'opening' ? open(session, event.opened) : session
    case 'not-opened':
      return session.phase === 'opening' ? { ...backToList(session), failure: event.failure } : session
    case 'withdrawn':
      return session.phase === 'opened' ? withdraw(session) : session
    default:
      return session.phase === 'identifying' ? identify(session, event) : session
  }
}

function open(session: Extract<CallSession, { phase: 'opening' }>, opened: OpenedPatient): CallSession {
  if (session.patient.id !== opened.patient.id) return session
  return { ...known(session), phase: 'opened', opened, isAfterCall: false }
}

function backToList(session: CallSession): Identifying {
  return { ...known(session), ...untouched, phase: 'identifying', view: 'candidates' }
}

function withdraw(session: CallSession): Identifying {
  return { ...backToList({ ...session, draft: { ...session.draft, birthDate: '' } }), isWithdrawn: true }
}

const untouched = { noNumberSearch: null, picked: null, failure: null, isRestored: false, isWithdrawn: false } as const

function known({ contact, since, question, asked, draft }: CallSession): Known {
  return { contact, since, question, asked, draft }
}

function identify(session: Identifying, event: Step): Identifying {
  switch (event.type) {
    case 'typed':
      return { ...session, draft: { ...session.draft, ...event.draft }, picked: null, failure: null }
    case 'asked':
      return { ...ask(session, event.search), ...untouched, view: 'candidates' }
    case 'asked-again':
      return session.question === null
        ? session
        : { ...ask(session, session.question.search), picked: null, failure: null }
    case 'looked-at':
      return { ...session, view: event.view, picked: null, failure: null }
    case 'failed':
      return { ...session, failure: event.failure }
    case 'picked':
      return { ...session, picked: event.patient, failure: null }
    default:
      return session
  }
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
