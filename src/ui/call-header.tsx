import { memo } from 'react'
import type { CallSession } from '../domain/call-session.ts'
import type { Contact } from '../domain/contact.ts'
import { readHints } from '../domain/contact-attributes.ts'
import type { Patient } from '../domain/patient.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { showTelephone } from '../domain/telephone-number.ts'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { NumberGiven } from './number-given.tsx'
import { usePanelParts } from './panel-parts.ts'
import { showLanguage } from './show-language.ts'
import { showStanding } from './show-line.ts'
import { SpokenLanguage } from './spoken-language.tsx'
import { useNow } from './use-now.ts'

/** Whose call this is about: the number as people write it, the queue, and how the call stands. */
export function CallHeader({ session }: { readonly session: CallSession }) {
  return (
    <header className="card call">
      <div>
        <ContactFacts contact={session.contact} />
        {session.phase !== 'ringing' && <Hints contact={session.contact} />}
      </div>
      {/* Beside the number there is room for both: the language comes late, and moves nothing below. */}
      <div className="marks">
        <Standing session={session} />
        <SpokenLanguage contact={session.contact} question={session.question} confirmed={confirmedIn(session)} />
      </div>
    </header>
  )
}

const ContactFacts = memo(function ContactFacts({ contact }: { readonly contact: Contact }) {
  const words = useMessages()
  const { policy } = usePanelParts()
  const kind = kindOf(contact, words)
  return (
    <>
      <h2 className="number">{showCaller(contact, policy.country, words)}</h2>
      <p className="fact">{[kind, contact.queue].filter((part) => part !== null).join(' · ')}</p>
      <NumberGiven contact={contact} />
    </>
  )
})

/** What the contact flow learned: while it rings it stands below, and whoever answers at once reads it here. */
const Hints = memo(function Hints({ contact }: { readonly contact: Contact }) {
  const words = useMessages()
  const hints = showHints(contact, words)
  return hints.length === 0 ? null : <p className="fact">{hints.join(' · ')}</p>
})

/** Language and reason as the contact flow has them, each as a hint; empty where it has none. */
export function showHints({ attributes }: Contact, words: Messages): readonly string[] {
  const { language, reason } = readHints(attributes)
  const spoken = language === null ? null : words.hintLanguage(showLanguage(language, words.locale))
  return [spoken, reason === null ? null : words.hintReason(reason)].filter((hint) => hint !== null)
}

function confirmedIn(session: CallSession): Patient | null {
  if (session.phase === 'opening') return session.patient
  return session.phase === 'opened' ? session.opened.patient : null
}

function Standing({ session }: { readonly session: CallSession }) {
  const words = useMessages()
  const now = useNow(1_000)
  const standing = showStanding(session, now, words)
  return <span className={`chip ${standing.mark}`}>{standing.words}</span>
}

/** The calling number as people write it in that country, or why there is none. */
export function showCaller({ ani }: Contact, country: SitePolicy['country'], words: Messages): string {
  if (ani.kind !== 'withheld') return showTelephone(ani.e164, country)
  return { anonymous: words.numberWithheld, unreadable: words.numberUnreadable, none: words.noNumber }[ani.reason]
}

function kindOf({ channel, direction }: Contact, words: Messages): string | null {
  if (channel !== 'voice') return words.channels[channel]
  return direction === 'outbound' ? words.outbound : null
}
