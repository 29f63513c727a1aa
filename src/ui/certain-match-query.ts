import { queryOptions } from '@tanstack/react-query'
import { type CertainMatchQuestion, certainMatchQuestion } from '../domain/certain-match.ts'
import { aniOfPatient } from '../domain/caller.ts'
import type { CallSession } from '../domain/call-session.ts'
import type { ContactId } from '../domain/contact.ts'
import type { FindCertainMatch } from '../domain/ports.ts'
import { contactKey } from './candidates-query.ts'

/** What of a session says whether, and what, Epic is asked about being certain. */
type Asking = Pick<CallSession, 'contact' | 'question' | 'draft'>

/** The question for Epic's `$match` that goes with the search that stands on a contact, or null where none does. */
export function matchQuestionOf({ contact, question, draft }: Asking): CertainMatchQuestion | null {
  const ani = aniOfPatient(contact.ani, draft.caller)
  return question === null ? null : certainMatchQuestion(question.search, { ani }, draft.legalSex)
}

/**
 * Whether Epic is certain, for one question on one contact, under the contact's key: it goes when the contact leaves, or
 * when another question is asked (R45). Asked once, by `watchCertainMatch` alone. A failure says nothing of how Epic
 * stands, because what nobody waits for is the first to be turned away.
 */
export function certainMatchQuery(
  find: FindCertainMatch<AbortSignal>,
  contactId: ContactId,
  questionId: string,
  question: CertainMatchQuestion,
) {
  return queryOptions({
    queryKey: [...contactKey(contactId), questionId, 'certain-match'],
    queryFn: ({ signal }) => find(contactId, question, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    retryOnMount: false,
    meta: { isQuiet: true },
  })
}
