import { useQuery } from '@tanstack/react-query'
import type { CertainMatchAnswer } from '../domain/certain-match.ts'
import type { ContactId } from '../domain/contact.ts'
import { certainMatchQuery, matchQuestionOf } from './certain-match-query.ts'
import { usePanelParts } from './panel-parts.ts'
import { useSessions } from './use-sessions.ts'

/** Whether Epic is certain, as far as it is known: it is being asked, did not say, or answered. */
export type KnownMatch = { readonly kind: 'asking' | 'not-said' } | CertainMatchAnswer

/** The query that goes with the question on a contact. */
export type MatchQuery = ReturnType<typeof certainMatchQuery>

/** What is asked with the question that stands on a contact; null where Epic is not asked whether it is certain. */
export function useMatchQuery(contactId: ContactId): MatchQuery | null {
  const { certainMatch } = usePanelParts()
  const session = useSessions().current.get(contactId)
  const question = session?.question ?? null
  const asked = session === undefined ? null : matchQuestionOf(session)
  if (certainMatch === null || asked === null || question === null) return null
  return certainMatchQuery(certainMatch, contactId, question.id, asked)
}

/** What is known so far; asks nothing itself (see `watchCertainMatch`). */
export function useCertainMatch(query: MatchQuery): KnownMatch {
  const { data, isError } = useQuery({ ...query, enabled: false })
  return data ?? { kind: isError ? 'not-said' : 'asking' }
}
