import type { ContactEvent } from '../../src/domain/contact.ts'
import { followNaively } from './naive-adapter.ts'
import type { OpenDay } from './snapshot-orders.ts'
import { openStreamsPage } from './streams-page.ts'

/** How much was told in all days, so that no property is true for want of anything told. */
export interface ToldTally {
  announced: number
  told: number
}

/**
 * Days in one page with the real Streams, told by our adapter or by the naive one. The contacts of each have names that no
 * day before had, so the page need not be loaded anew.
 */
export function streamsDays(
  who: 'ours' | 'naive',
  tally: ToldTally = { announced: 0, told: 0 },
): { readonly open: OpenDay; readonly close: () => void } {
  const page = openStreamsPage()
  let told: ContactEvent[] = []
  const tell = (event: ContactEvent) => {
    told.push(event)
    tally.told += 1
    if (event.type === 'announced') tally.announced += 1
  }
  page.acknowledge()
  page.publish([])
  if (who === 'ours') page.softphone.subscribe(tell)
  else followNaively(page.streams, tell)

  let day = 0
  const open: OpenDay = () => {
    day += 1
    const mark = `.${day}`
    told = []
    return {
      post(snapshots) {
        for (const contacts of [...snapshots, []]) {
          page.publish(contacts.map((contact) => ({ ...contact, contactId: `${contact.contactId}${mark}` })))
        }
      },
      get told() {
        return told.map((event) => unmarked(event, mark))
      },
    }
  }
  return { open, close: () => page.close() }
}

function unmarked(event: ContactEvent, mark: string): ContactEvent {
  if (event.type !== 'announced') return { ...event, contactId: event.contactId.replace(mark, '') }
  return { ...event, contact: { ...event.contact, contactId: event.contact.contactId.replace(mark, '') } }
}
