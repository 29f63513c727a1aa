import { notifyManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import type { CallSession, Question } from '../domain/call-session.ts'
import type { ContactId } from '../domain/contact.ts'
import { countedContact } from '../domain/emergency-search.ts'
import { candidatesQuery, contactKey } from './candidates-query.ts'
import { isOfSomebodyElse } from '../domain/softphone-owner.ts'
import type { PanelParts } from './panel-parts.ts'
import { watchAppointments } from './watch-appointments.ts'
import { watchCertainMatch } from './watch-certain-match.ts'

/** The question that is asked for a contact, for as long as it stands. */
interface Watch {
  readonly question: Question
  /** Asks what goes beside the question, once; in an emergency only after Connect answered. */
  readonly askBeside: () => void
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
    const { contact, question, emergencySearch } = session
    const { contactId } = contact
    if (watches.get(contactId)?.question !== question) {
      stop(contactId)
      if (question !== null) watches.set(contactId, watchOf(session, question))
    }
    if (emergencySearch === null) watches.get(contactId)?.askBeside()
  }

  function watchOf(session: CallSession, question: Question): Watch {
    const observer = new QueryObserver(queries, candidatesQuery(parts, countedContact(session), question))
    const stops = [observer.subscribe(() => undefined)]
    let isAskedBeside = false
    return {
      question,
      askBeside() {
        if (isAskedBeside) return
        isAskedBeside = true
        stops.push(watchAppointments(queries, parts, session.contact.contactId, observer))
        stops.push(watchCertainMatch(queries, parts, session, observer))
      },
      stop: () => stops.forEach((stop) => stop()),
    }
  }

  function stop(contactId: ContactId) {
    watches.get(contactId)?.stop()
    watches.delete(contactId)
  }
}
