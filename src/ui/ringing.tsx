import type { CallSession } from '../domain/call-session.ts'
import type { CallSessions } from '../domain/call-sessions.ts'
import { whyNotSearchable } from '../domain/search-plan.ts'
import { showCaller, showHints } from './call-header.tsx'
import { Announce } from './live-region.tsx'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { showRinging } from './show-line.ts'

/** A call that rings: nothing of a patient yet, only what the contact flow learned. */
export function Ringing({ session }: { readonly session: Extract<CallSession, { phase: 'ringing' }> }) {
  const words = useMessages()
  const { policy } = usePanelParts()
  const notSearchable = whyNotSearchable(session.contact, policy)
  const begins = session.line?.state === 'dialling' ? words.contact.calledBack : words.answerToSee
  return (
    <section className="card">
      {notSearchable === null ? (
        <>
          <h2>{begins.title}</h2>
          <p className="fact">{begins.body}</p>
        </>
      ) : (
        <p>{words.noNumberSearch[notSearchable]}</p>
      )}
      {showHints(session.contact, words).map((hint) => (
        <p key={hint}>{hint}</p>
      ))}
    </section>
  )
}

/** Has read aloud who rings, whichever contact the agent looks at; of several the latest. */
export function AnnounceRinging({ sessions }: { readonly sessions: CallSessions['current'] }) {
  const words = useMessages()
  const { policy } = usePanelParts()
  const latest = [...sessions.values()].findLast(({ phase }) => phase === 'ringing')
  if (latest === undefined) return null
  return <Announce text={`${showRinging(latest, words)}: ${showCaller(latest.contact, policy.country, words)}`} />
}
