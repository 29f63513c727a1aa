import type { CallSession } from '../domain/call-session.ts'
import { Announce } from './live-region.tsx'
import { useMessages } from './messages.ts'

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

/** Marks the candidate whom an earlier agent confirmed. A hint: it picks nobody and is no identifier. */
export function ConfirmedEarlierFact() {
  const words = useMessages()
  return <span className="fact">↪ {words.contact.confirmedEarlier}</span>
}
