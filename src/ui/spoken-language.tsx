import { memo } from 'react'
import type { Question } from '../domain/call-session.ts'
import type { Contact } from '../domain/contact.ts'
import type { Patient } from '../domain/patient.ts'
import { LanguageBadge } from './language-badge.tsx'
import { useCandidates } from './use-candidates.ts'

interface Props {
  readonly contact: Contact
  readonly question: Question | null
  /** Whose chart is open, or about to be. */
  readonly confirmed: Patient | null
}

/**
 * The language of this call, at the earliest moment at which it is known: that of all who share the calling number, where
 * they have one language, and later the confirmed patient's. While it rings, the menu's hint is all there is.
 */
export const SpokenLanguage = memo(function SpokenLanguage({ contact, question, confirmed }: Props) {
  const { data: answer } = useCandidates(contact, question)
  const isByNumber = question?.search.by === 'telephone'
  const household = isByNumber && answer?.kind === 'found' ? answer.patients : []
  return <LanguageBadge patients={confirmed === null ? household : [confirmed]} />
})
