import { showCaller, showRinging } from './call-header.tsx'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { showNameAsSaid } from './show-patient.ts'
import { useSessions } from './use-sessions.ts'
import type { CallSession } from '../domain/call-session.ts'
import type { Messages } from './messages-en.ts'

/** A button for each live contact, shown from the second on. Nothing switches by itself while the agent works (R82). */
export function ContactTabs() {
  const { current, selected } = useSessions()
  const { store, policy } = usePanelParts()
  const words = useMessages()
  if (current.size < 2) return null

  return (
    <nav className="tabs" aria-label={words.contacts}>
      {[...current.values()].map((session) => {
        const { contactId } = session.contact
        return (
          <button
            key={contactId}
            type="button"
            className={session.phase === 'ringing' ? 'tab ringing' : 'tab'}
            aria-current={contactId === selected}
            onClick={() => store.dispatch({ type: 'selected', contactId })}
          >
            <b>{showCaller(session.contact, policy.country, words)}</b> <span>{showStanding(session, words)}</span>
          </button>
        )
      })}
    </nav>
  )
}

function showStanding(session: CallSession, words: Messages): string {
  if (session.phase === 'ringing') return showRinging(session.contact, words)
  if (session.phase === 'opened') return showNameAsSaid(session.opened.patient, words.unnamed)
  return words.channels[session.contact.channel]
}
