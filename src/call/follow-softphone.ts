import type { ContactEvent, ContactId } from '../domain/contact.ts'
import type { Softphone } from '../domain/ports.ts'
import type { CallSessionStore } from './call-session-store.ts'
import { stopOpening } from './open-chart.ts'

/** How long a contact may be out of the softphone's sight and still come back as it was; milliseconds. */
const longestFlicker = 10_000

/**
 * Moves the sessions by what the softphone tells, until the returned function is called.
 *
 * `onAnnounced` is told of each contact before its session moves, so that a token can be fetched while it rings. A
 * contact that vanished is given up after 10 s, and at once when the softphone is signed out: nothing of a patient
 * stays where the agent is unknown. A chart that is about to open does not, once the softphone is anything but ready: what
 * was pressed then may be of a call that is long over (R81). The list is back, with all that was typed.
 */
export function followSoftphone(
  softphone: Softphone,
  store: CallSessionStore,
  onAnnounced: (contactId: ContactId) => void,
): () => void {
  const flickers = new Map<ContactId, ReturnType<typeof setTimeout>>()

  const stopEvents = softphone.subscribe((event: ContactEvent) => {
    const isNew = event.type === 'announced' && store.getSnapshot().past.get(event.contact.contactId) !== 'over'
    if (isNew && event.stage !== 'after-call') onAnnounced(event.contact.contactId)
    store.dispatch(event)
    if (event.type === 'announced') stopWaiting(event.contact.contactId)
    if (event.type === 'vanished') waitFor(event.contactId)
  })
  const stopState = softphone.onState((state) => {
    if (state !== 'ready') for (const contactId of store.getSnapshot().current.keys()) stopOpening({ store }, contactId)
    if (state !== 'signed-out') return
    for (const contactId of store.getSnapshot().current.keys()) store.dispatch({ type: 'vanished', contactId })
    for (const contactId of store.getSnapshot().vanished.keys()) giveUp(contactId)
  })

  /** Each time that it is out of sight has ten seconds of its own. */
  function waitFor(contactId: ContactId) {
    stopWaiting(contactId)
    flickers.set(contactId, setTimeout(giveUp, longestFlicker, contactId))
  }
  function stopWaiting(contactId: ContactId) {
    clearTimeout(flickers.get(contactId))
    flickers.delete(contactId)
  }
  function giveUp(contactId: ContactId) {
    stopWaiting(contactId)
    store.dispatch({ type: 'given-up', contactId })
  }
  return () => {
    stopEvents()
    stopState()
  }
}
