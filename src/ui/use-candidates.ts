import { useQuery } from '@tanstack/react-query'
import type { Question } from '../domain/call-session.ts'
import type { Contact } from '../domain/contact.ts'
import { isIntegrationError } from '../domain/errors.ts'
import { candidatesQuery } from './candidates-query.ts'
import { usePanelParts } from './panel-parts.ts'

/**
 * What Epic answered to the question that stands on this contact; nothing while none does. `isHeldUp` while Connect
 * has not said yet that the call is the agent's, and the question is kept up.
 */
export function useCandidates(contact: Contact, question: Question | null) {
  const { data, error, failureReason } = useQuery(candidatesQuery(usePanelParts(), contact, question))
  const isHeldUp = isIntegrationError(failureReason) && failureReason.code === 'contact-not-yet-yours'
  return { data, error, isHeldUp }
}
