import type { CallSession } from '../domain/call-session.ts'
import type { Agent } from '../domain/ports.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { showCaller } from './call-header.tsx'
import type { Messages } from './messages-en.ts'
import { showOtherCaller } from './other-caller.tsx'
import { showDate, showTime, todayOf } from './show-date.ts'
import { recordTailOf } from './show-patient.ts'

/** What a note tells of; the session's chart is open. */
export interface NotedCall {
  readonly session: Extract<CallSession, { phase: 'opened' }>
  readonly agent: Agent
  readonly country: SitePolicy['country']
}

/**
 * The note of one call, as plain text to paste: when, from which number, for which queue, who called, how the patient
 * was verified, who that is, which agent. In the agent's language, one fact a line.
 *
 * Named are the identifiers that were really entered; an emergency says that it was one, and why.
 * The patient is named by the last digits of the record number alone: a clipboard can be pasted anywhere, and who may
 * know the number finds the rest in Epic. Times are on the agent's own clock.
 */
export function writeCallNote({ session, agent, country }: NotedCall, words: Messages): string {
  const { contact, draft, since, opened } = session
  const { note } = words
  const { emergencyReason } = opened.verification
  const tail = recordTailOf(opened.patient)
  const lines = [
    note.when(showDate(todayOf(since), words.locale), showTime(since, words.locale)),
    note.number(showCaller(contact, country, words)),
    ...(contact.queue === null ? [] : [note.queue(contact.queue)]),
    ...(draft.caller === null ? [note.noOtherCaller] : showOtherCaller(draft.caller, words)),
    note.verified(opened.verification.identifiers.map((identifier) => note.identifiers[identifier]).join(', ')),
    ...(emergencyReason === null ? [] : [note.emergency(emergencyReason)]),
    tail === null ? note.patientUnnumbered : note.patient(tail),
    note.agent(agent.name),
  ]
  return lines.join('\n')
}
