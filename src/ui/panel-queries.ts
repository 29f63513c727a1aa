import { notifyManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import type { CallSession, Question } from '../domain/call-session.ts'
import type { ContactId } from '../domain/contact.ts'
import { candidatesQuery, contactKey } from './candidates-query.ts'
import { isOfSomebodyElse } from '../domain/softphone-owner.ts'
import type { PanelParts } from './panel-parts.ts'
import { watchAppointments } from './watch-appointments.ts'
import { watchCertainMatch } from './watch-certain-match.ts'

/** The question that is asked for a contact, for as long as it stands. */
interface Watch {
  readonly question: Question
  readonly stop: () => void
}

/**
 * The answers of Epic, each kept exactly as long as its question stands on a live contact.
 *
 * A question is asked in the very event that brings it, one render earlier than an effect would, and once: switching
 * between contacts, or taking a chart back, shows the answer that is there and spends no search. In the event in which
 * a contact leaves, what is under way for it is cancelled and what was answered is removed (R45, R55). Nothing is asked
 * while the softphone is another agent's than the panel (R38). An answer is drawn in the turn that brings it.
 */
export function createPanelQueries(parts: PanelParts): QueryClient {
  // By itself the library waits for a timer, which a browser may let wait longer than the answer was on its way.
  notifyManager.setScheduler(queueMicrotask)
  const queries = new QueryClient({
    defaultOptions: { queries: { refetchOnWindowFocus: false, refetchOnReconnect: false, retryOnMount: false } },
  })
  const watches = new Map<ContactId, Watch>()
  let isSomebodyElses = false

  parts.softphone.onState((_state, owner) => (isSomebodyElses = isOfSomebodyElse(owner, parts.agent)))
  parts.store.subscribe(() => {
    if (isSomebodyElses) return
    for (const session of parts.store.getSnapshot().current.values()) watch(session)
  })
  parts.store.onLeave((contactId) => {
    stop(contactId)
    void queries.cancelQueries({ queryKey: contactKey(contactId) })
    queries.removeQueries({ queryKey: contactKey(contactId) })
  })
  return queries

  function watch(session: CallSession) {
    const { contact, question } = session
    if (watches.get(contact.contactId)?.question === question) return

    stop(contact.contactId)
    if (question === null) return
    const observer = new QueryObserver(queries, candidatesQuery(parts, contact, question))
    const stops = [
      observer.subscribe(() => undefined),
      watchAppointments(queries, parts, contact.contactId, observer),
      watchCertainMatch(queries, parts, session, observer),
    ]
    watches.set(contact.contactId, { question, stop: () => stops.forEach((stop) => stop()) })
  }

  function stop(contactId: ContactId) {
    watches.get(contactId)?.stop()
    watches.delete(contactId)
  }
}
