import { memo } from 'react'
import type { CallSession, Question } from '../domain/call-session.ts'
import type { Contact, ContactId } from '../domain/contact.ts'
import type { PatientId } from '../domain/patient.ts'
import { Announce } from './live-region.tsx'
import { useMessages } from './messages.ts'
import { useCandidates } from './use-candidates.ts'
import { useSessions } from './use-sessions.ts'

/** That an agent who had this call before confirmed somebody, until this agent confirmed somebody too. */
export function EarlierAgent({ session }: { readonly session: CallSession }) {
  const words = useMessages()
  const isSettled = session.phase === 'opening' || session.phase === 'opened'
  if (!session.isConfirmedEarlier || isSettled) return null
  return (
    <section className="card">
      <Announce text={words.contact.earlierAgent.title} />
      <b>{words.contact.earlierAgent.title}</b>
      <p className="fact">{words.contact.earlierAgent.body}</p>
    </section>
  )
}

interface FactProps {
  readonly contactId: ContactId
  readonly patient: PatientId
}

/** Marks the candidate whom an earlier agent confirmed. A hint: it picks nobody and is no identifier. */
export function ConfirmedEarlierFact({ contactId, patient }: FactProps) {
  const session = useSessions().current.get(contactId)
  return session === undefined ? null : (
    <FactOf contact={session.contact} question={session.question} patient={patient} />
  )
}

interface FactOfProps {
  readonly contact: Contact
  readonly question: Question | null
  readonly patient: PatientId
}

// Kept, like all in a row that does not change with a digit: the last one shall mark the rows within a frame.
const FactOf = memo(function FactOf({ contact, question, patient }: FactOfProps) {
  const words = useMessages()
  const { data: answer } = useCandidates(contact, question)
  const isConfirmed = answer?.kind === 'found' && answer.confirmedEarlier?.includes(patient) === true
  return isConfirmed ? <span className="fact">↪ {words.contact.confirmedEarlier}</span> : null
})
