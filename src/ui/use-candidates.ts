import { useQuery } from '@tanstack/react-query'
import type { Question } from '../domain/call-session.ts'
import type { Contact } from '../domain/contact.ts'
import { candidatesQuery } from './candidates-query.ts'
import { usePanelParts } from './panel-parts.ts'

/** What Epic answered to the question that stands on this contact; nothing while none does. */
export function useCandidates(contact: Contact, question: Question | null) {
  const { data, error } = useQuery(candidatesQuery(usePanelParts(), contact, question))
  return { data, error }
}
