import { readContact, readStage } from '../../src/connect/read-contact.ts'
import { readLine } from '../../src/connect/read-line.ts'
import type { ContactEvent } from '../../src/domain/contact.ts'

/**
 * The adapter that is written first, after Streams' own examples: it believes every event it gets. What it tells is to be
 * found out by each property that holds of ours.
 */
export function followNaively(streams: typeof connect, tell: (event: ContactEvent) => void): void {
  streams.contact((contact) => {
    const contactId = contact.getContactId()
    const see = (seen: connect.Contact) => {
      const known = readContact(seen)
      const stage = readStage(seen)
      const line = readLine(seen)
      if (known !== null && (stage === 'ringing' || stage === 'live')) {
        tell({ type: 'announced', contact: known, stage, at: Date.now() })
      }
      if (line !== null) tell({ type: 'line', contactId, line })
    }
    see(contact)
    contact.onRefresh(see)
    contact.onEnded(() => tell({ type: 'ended', contactId }))
    contact.onDestroy(() => tell({ type: 'cleared', contactId }))
  })
}
