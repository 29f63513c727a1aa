import type { CallSession } from '../domain/call-session.ts'
import type { Patient } from '../domain/patient.ts'
import { LanguageBadge } from './language-badge.tsx'
import { useCandidates } from './use-candidates.ts'

/**
 * The language of this call, at the earliest moment at which it is known: that of all who share the calling number, where
 * they have one language, and later the confirmed patient's. While it rings, the menu's hint is all there is.
 */
export function SpokenLanguage({ session }: { readonly session: CallSession }) {
  const { data: answer } = useCandidates(session.contact, session.question)
  const isByNumber = session.question?.search.by === 'telephone'
  const household = isByNumber && answer?.kind === 'found' ? answer.patients : []
  const confirmed = confirmedIn(session)
  return <LanguageBadge patients={confirmed === null ? household : [confirmed]} />
}

function confirmedIn(session: CallSession): Patient | null {
  if (session.phase === 'opening') return session.patient
  return session.phase === 'opened' ? session.opened.patient : null
}
