/** The state of one call, moved only by named events. What Epic answered is not kept here. */
import type { CallEvent } from './call-event.ts'
import type { OtherCaller } from './caller.ts'
import type { Contact } from './contact.ts'
import type { EmergencySearch } from './emergency-search.ts'
import { noAnswers } from './entered.ts'
import type { IntegrationErrorCode } from './errors.ts'
import type { Line } from './line.ts'
import { hasOtherWindow, type OpenedPatient } from './opened-patient.ts'
import type { Patient, PatientId } from './patient.ts'
import type { PatientSearch } from './patient-search.ts'
import { type Draft, emptyDraft, type NoNumberSearch, searchByNumber, withAnswers } from './search-plan.ts'
import type { SitePolicy } from './site-policy.ts'

/** A question put to Epic for one contact. Answers are kept under its id; a newer question has another. */
export interface Question {
  readonly id: string
  readonly search: PatientSearch
}

interface Known {
  readonly contact: Contact
  /** When the contact was accepted, or began to ring; milliseconds since 1970. */
  readonly since: number
  readonly question: Question | null
  /** How many questions were put; the next one's id. */
  readonly asked: number
  readonly draft: Draft
  /** The call is over and its work is not: nothing is searched or opened any more. */
  readonly isAfterCall: boolean
  /** How the line stands; null for what is no call, and until the softphone says it. */
  readonly line: Line | null
  /** An agent who had this call before confirmed somebody: a hint, which opens and counts for nothing. */
  readonly isConfirmedEarlier: boolean
  /** What failed of an earlier chart while the next one was opened already. */
  readonly lateFailure: IntegrationErrorCode | null
  /** The agent searches in an emergency: Connect has not confirmed this contact. */
  readonly emergencySearch: EmergencySearch | null
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
      /** Whose confirmation the agent took back: that chart still stands open in Epic. */
      readonly withdrawn: Patient | null
    })
  | (Known & {
      readonly phase: 'opening'
      readonly patient: Patient
      /** The row the agent had picked: it is picked again where the chart is not opened. */
      readonly picked: PatientId | null
    })
  | (Known & { readonly phase: 'opened'; readonly opened: OpenedPatient })

/** What a site decided about how calls are looked up; given once, at start. */
export interface CallRules {
  readonly policy: SitePolicy
  readonly startsOn: 'accepted' | 'ringing'
}

/** A session that rings, and one that is being found out; the two that an announcement begins. */
type Ringing = Extract<CallSession, { phase: 'ringing' }>
type Identifying = Extract<CallSession, { phase: 'identifying' }>

/** The session of a contact that begins to ring. `asked` is how many questions were put before it was lost. */
export function ring(contact: Contact, since: number, rules: CallRules, asked: number): Ringing {
  const known = { contact, since, question: null, asked, draft: emptyDraft, isAfterCall: false }
  const hints = { isConfirmedEarlier: false, emergencySearch: null, lateFailure: null } as const
  const session = { ...known, ...hints, line: null, phase: 'ringing' } as const
  return rules.startsOn === 'ringing' ? askByNumber(session, rules) : session
}

/** The session after the agent accepted: its number is asked, where it may be and was not asked before. */
export function answer(session: Ringing, since: number, rules: CallRules): Identifying {
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

/**
 * The session of a contact that vanished and is back: what was typed, told and opened stands, and nothing is searched
 * anew by itself (R46). One that had only rung rings again.
 */
export function restore(session: CallSession, stage: 'ringing' | 'live', at: number, rules: CallRules): CallSession {
  if (session.phase === 'ringing') {
    const ringing = ring(session.contact, at, rules, session.asked)
    return stage === 'live' ? answer(ringing, at, rules) : ringing
  }
  const known = { ...session, question: null, line: null, emergencySearch: null }
  if (known.phase === 'opened') return known
  return { ...(known.phase === 'opening' ? backToList(known) : known), picked: null, isRestored: true }
}

function ask<Session extends Known>(session: Session, search: PatientSearch): Session {
  const asked = session.asked + 1
  return { ...session, asked, question: { id: `q${asked}`, search }, draft: { ...session.draft, told: {} } }
}

/** What moves one session; which contact the agent looks at and what is announced concerns all of them. */
export type Step = Exclude<CallEvent, { type: 'announced' } | { type: 'selected' }>

/** One session after an event, the same object when nothing changes, or how it left. */
export function step(
  session: CallSession,
  event: Step,
  rules: CallRules,
): CallSession | 'over' | 'missed' | 'vanished' {
  switch (event.type) {
    case 'connected':
      return session.phase === 'ringing' ? answer(session, event.at, rules) : session
    case 'line':
      return { ...session, line: event.line }
    case 'confirmed-earlier':
      return session.isConfirmedEarlier ? session : { ...session, isConfirmedEarlier: true }
    case 'emergency-search':
      return event.isBegun ? beginEmergency(session) : endEmergency(session)
    case 'ended':
      return end(session)
    case 'cleared':
      return 'over'
    case 'missed':
      return session.isAfterCall ? 'over' : 'missed'
    case 'vanished':
      return session.isAfterCall ? 'over' : 'vanished'
    case 'opening':
      if (session.phase !== 'identifying') return session
      return { ...known(session), phase: 'opening', patient: event.patient, picked: session.picked }
    case 'opened':
      return open(session, event.opened)
    case 'not-opened':
      return session.phase === 'opening' && session.patient.id === event.patient
        ? { ...backToList(session), picked: session.picked, failure: event.failure }
        : session
    case 'withdrawn':
      return session.phase === 'opened' ? withdraw(session) : session
    case 'failed':
      if (session.phase === 'ringing') return session
      return session.phase === 'identifying' ? identify(session, event) : { ...session, lateFailure: event.failure }
    default:
      if (session.phase === 'identifying') return identify(session, event)
      // Who called may turn out, or be noted, when the chart is open already.
      return session.phase === 'opened' && event.type === 'caller-told' ? withCaller(session, event.caller) : session
  }
}

/** The question that Connect could not let through stays: the step back from the form leads to it. */
function beginEmergency(session: CallSession): CallSession {
  if (session.phase !== 'identifying' || session.emergencySearch !== null) return session
  const draft = { ...session.draft, searchReason: null }
  const emergencySearch = { askedBefore: session.asked }
  return { ...session, draft, emergencySearch, view: 'form', picked: null, failure: null }
}

function endEmergency(session: CallSession): CallSession {
  return session.emergencySearch === null ? session : { ...session, emergencySearch: null }
}

/** After-call work goes on where a chart stands open; a call that ends before leaves nothing to do here. */
function end(session: CallSession): CallSession | 'over' {
  if (session.isAfterCall) return session
  return session.phase === 'opened' ? { ...session, isAfterCall: true } : 'over'
}

/** Opens the chart of whom it is being opened for. Of one that stands open, only its window can turn out otherwise. */
function open(session: CallSession, opened: OpenedPatient): CallSession {
  if (session.phase === 'opened') return hasOtherWindow(session.opened, opened) ? { ...session, opened } : session
  const isIt = session.phase === 'opening' && session.patient.id === opened.patient.id
  return isIt ? { ...known(session), phase: 'opened', opened } : session
}

function backToList(session: CallSession): Identifying {
  return { ...known(session), ...untouched, phase: 'identifying', view: 'candidates' }
}

function withdraw(session: Extract<CallSession, { phase: 'opened' }>): Identifying {
  const blank = { birthDate: '', answers: noAnswers, answerTexts: noAnswers, emergency: null, told: {} }
  const draft = { ...session.draft, ...blank }
  return { ...backToList({ ...session, draft, lateFailure: null }), withdrawn: session.opened.patient }
}

const untouched = { noNumberSearch: null, picked: null, failure: null, isRestored: false, withdrawn: null } as const

function known(session: CallSession): Known {
  const { contact, since, question, asked, draft, isAfterCall, line } = session
  const { isConfirmedEarlier, emergencySearch, lateFailure } = session
  return { contact, since, question, asked, draft, isAfterCall, line, isConfirmedEarlier, emergencySearch, lateFailure }
}

function identify(session: Identifying, event: Step): Identifying {
  switch (event.type) {
    case 'typed':
      return { ...session, draft: { ...session.draft, ...event.draft }, picked: null, failure: null }
    case 'answered':
      return { ...session, draft: withAnswers(session.draft, event.answers), failure: null }
    case 'drafted':
      return { ...session, draft: { ...session.draft, ...event.draft } }
    case 'caller-told':
      return tellCaller(session, event.caller)
    case 'asked':
      return { ...ask(session, event.search), ...untouched, view: 'candidates' }
    case 'asked-again':
      if (session.question === null) return session
      return { ...ask(session, session.question.search), picked: null, failure: null }
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

/** A parent calls from the number of the household: the candidates stay, and the name search is one press away. */
function tellCaller(session: Identifying, caller: OtherCaller | null): Identifying {
  const isNew = session.draft.caller === null && caller !== null
  return isNew ? { ...withCaller(session, caller), picked: null, failure: null } : withCaller(session, caller)
}

function withCaller<Session extends Known>(session: Session, caller: OtherCaller | null): Session {
  return { ...session, draft: { ...session.draft, caller } }
}
