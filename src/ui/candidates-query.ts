import { queryOptions, skipToken } from '@tanstack/react-query'
import { identifyCaller } from '../call/identify-caller.ts'
import type { Question } from '../domain/call-session.ts'
import type { Contact, ContactId } from '../domain/contact.ts'
import { isIntegrationError } from '../domain/errors.ts'
import type { PanelParts } from './panel-parts.ts'

/** The beginning of every key of one contact, by which all that is kept for it is removed when it leaves. */
export function contactKey(contactId: ContactId): readonly [string, ContactId] {
  return ['candidates', contactId]
}

/**
 * How often Connect is asked again while it has not said yet whose a ringing call is. Each time takes the 8 s of one
 * search, so this is as long as Connect lets a call ring: a minute.
 */
const mostWaits = 7

/**
 * The candidates for one question on one contact; nothing is asked while no question stands.
 *
 * The key holds ids, never a number, name or date, so another call's answer has no place to appear. Nothing is kept
 * once nobody watches (`gcTime: 0`; see `createPanelQueries`) and nothing is asked again by itself (R46): `fhir/`
 * retries what may be retried. Only "not yet yours" goes on being asked, because a call that rings becomes the agent's
 * at any moment.
 */
export function candidatesQuery(
  { searchPatients }: Pick<PanelParts, 'searchPatients'>,
  contact: Contact,
  question: Question | null,
) {
  return queryOptions({
    queryKey: [...contactKey(contact.contactId), question?.id ?? 'none'],
    queryFn: question === null ? skipToken : ({ signal }) => identifyCaller(searchPatients, contact, question, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => isIntegrationError(error) && error.code === 'contact-not-yet-yours' && count < mostWaits,
    retryDelay: 500,
    retryOnMount: false,
  })
}
