import type { CallSession } from '../domain/call-session.ts'
import { readHints } from '../domain/contact-attributes.ts'
import { whyNotSearchable } from '../domain/search-plan.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { showLanguage } from './show-language.ts'

/** A call that rings: nothing of a patient yet, only what the contact flow learned. */
export function Ringing({ session }: { readonly session: Extract<CallSession, { phase: 'ringing' }> }) {
  const words = useMessages()
  const { policy } = usePanelParts()
  const notSearchable = whyNotSearchable(session.contact, policy)
  const { language, reason } = readHints(session.contact.attributes)
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
      {language !== null && <p>{words.hintLanguage(showLanguage(language, words.locale))}</p>}
      {reason !== null && <p>{words.hintReason(reason)}</p>}
    </section>
  )
}
