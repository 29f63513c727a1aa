import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import type { CallSession } from '../domain/call-session.ts'
import { certainMatchQuery, matchQuestionOf } from './certain-match-query.ts'
import { type Candidates, onceFound } from './once-found.ts'
import type { PanelParts } from './panel-parts.ts'

/**
 * Asks Epic whether it is certain who is meant, once somebody was found by name and birth date and never before: the list
 * waits for nothing. What was answered is kept as long as the question stands.
 *
 * @param session As it stood when the question was asked: what is typed later was not asked for.
 * @returns A function that ends what is under way and lets go of the answer.
 */
export function watchCertainMatch(
  queries: QueryClient,
  { certainMatch }: Pick<PanelParts, 'certainMatch'>,
  session: Pick<CallSession, 'contact' | 'question' | 'draft'>,
  candidates: Candidates,
): () => void {
  const asked = matchQuestionOf(session)
  if (certainMatch === null || asked === null || session.question === null) return () => undefined

  const { contactId } = session.contact
  const options = certainMatchQuery(certainMatch, contactId, session.question.id, asked)
  const stops: (() => void)[] = []
  const ask = () => void stops.push(new QueryObserver(queries, options).subscribe(() => undefined))
  stops.push(onceFound(candidates, ask))
  return () => stops.forEach((stop) => stop())
}
