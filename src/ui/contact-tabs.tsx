import type { CallSession } from '../domain/call-session.ts'
import { showCaller } from './call-header.tsx'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { showHold, showRinging } from './show-line.ts'
import { showNameAsSaid } from './show-patient.ts'
import { useNow } from './use-now.ts'
import { useSessions } from './use-sessions.ts'

/**
 * A button for each live contact, shown from the second on: the one that rings, those on hold and the one on the line are
 * marked. Nothing switches by itself while the agent works (R82).
 */
export function ContactTabs() {
  const { current } = useSessions()
  return current.size < 2 ? null : <Tabs />
}

function Tabs() {
  const { current, selected } = useSessions()
  const { store, policy } = usePanelParts()
  const words = useMessages()
  const now = useNow(1_000)

  return (
    <nav className="tabs" aria-label={words.contacts}>
      {[...current.values()].map((session) => {
        const { contactId } = session.contact
        const standing = standingOf(session, now, words)
        return (
          <button
            key={contactId}
            type="button"
            className={`tab ${session.phase === 'ringing' ? 'ringing' : standing.mark}`}
            aria-current={contactId === selected}
            onClick={() => store.dispatch({ type: 'selected', contactId })}
          >
            <b>{showCaller(session.contact, policy.country, words)}</b>{' '}
            <span>
              {[whoOf(session, words), standing.words].filter((part) => part !== null).join(' · ')}
              {standing.mark === 'talking' && <span aria-hidden="true">{'\u00a0●'}</span>}
            </span>
          </button>
        )
      })}
    </nav>
  )
}

/** The patient whose chart is open, else the kind of contact; a contact that rings is only that. */
function whoOf(session: CallSession, words: Messages): string | null {
  if (session.phase === 'ringing') return null
  if (session.phase === 'opened') return showNameAsSaid(session.opened.patient, words.unnamed)
  return words.channels[session.contact.channel]
}

function standingOf(session: CallSession, now: number, words: Messages) {
  if (session.phase === 'ringing') return { mark: 'open', words: showRinging(session, words) }
  if (session.isAfterCall) return { mark: 'open', words: words.contact.over }
  const hold = showHold(session, now, words)
  if (hold !== null) return { mark: 'held', words: hold }
  return session.line?.state === 'talking'
    ? { mark: 'talking', words: words.contact.onTheLine }
    : { mark: 'open', words: null }
}
