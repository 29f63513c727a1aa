import type { ContactId } from '../domain/contact.ts'
import type { Softphone } from '../domain/ports.ts'
import type { CallSessionStore } from './call-session-store.ts'

/**
 * Moves the sessions by what the softphone tells, until the returned function is called.
 *
 * `onAnnounced` is told of each contact before its session moves, so that a token can be fetched while it rings. When
 * the softphone is signed out, every contact vanishes: nothing of a patient stays on a screen whose agent is unknown.
 */
export function followSoftphone(
  softphone: Softphone,
  store: CallSessionStore,
  onAnnounced: (contactId: ContactId) => void,
): () => void {
  const stopEvents = softphone.subscribe((event) => {
    const isNew = event.type === 'announced' && store.getSnapshot().past.get(event.contact.contactId) !== 'over'
    if (isNew && event.stage !== 'after-call') onAnnounced(event.contact.contactId)
    store.dispatch(event)
  })
  const stopState = softphone.onState((state) => {
    if (state !== 'signed-out') return
    for (const contactId of store.getSnapshot().current.keys()) store.dispatch({ type: 'vanished', contactId })
  })
  return () => {
    stopEvents()
    stopState()
  }
}
