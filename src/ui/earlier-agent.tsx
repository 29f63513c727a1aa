import type { CallSession } from '../domain/call-session.ts'
import type { ContactId } from '../domain/contact.ts'
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
  return session === undefined ? null : <FactOf session={session} patient={patient} />
}

function FactOf({ session, patient }: { readonly session: CallSession; readonly patient: PatientId }) {
  const words = useMessages()
  const { data: answer } = useCandidates(session.contact, session.question)
  const isConfirmed = answer?.kind === 'found' && answer.confirmedEarlier?.includes(patient) === true
  return isConfirmed ? <span className="fact">↪ {words.contact.confirmedEarlier}</span> : null
}
