import type { JournalEntry, Party } from '../../journal.ts'
import { element } from './element.ts'

const parties: readonly (readonly [Party, title: string, what: string])[] = [
  ['connect', 'Amazon Connect', 'Calls, and what became of them'],
  ['connect-api', 'Connect API', 'Whose contact is it? asked by the broker'],
  ['idp', 'Identity provider', 'Sign-ins and access tokens'],
  ['kms', 'AWS KMS', 'Signatures of the broker’s key, which never leaves it'],
  ['broker', 'Broker', 'Its audit: one event per decision'],
  ['epic', 'Epic', 'Tokens and searches'],
  ['hyperspace', 'Hyperspace', 'Charts that were opened'],
]

const mostLines = 60

/** One pane per party with what it did, newest first. After a stream was taken up again, known lines are not repeated. */
export function partyPanes(): { readonly elements: HTMLElement[]; write(this: void, entry: JournalEntry): void } {
  const seen = new Set<string>()
  const panes = new Map(parties.map(([party, title, what]) => [party, pane(title, what)]))
  return {
    elements: [...panes.values()].map(({ root }) => root),
    write(entry) {
      const key = JSON.stringify(entry)
      if (seen.has(key)) return
      seen.add(key)
      panes.get(entry.party)?.write(entry)
    },
  }
}

function pane(title: string, what: string) {
  const count = element('span', { class: 'count' }, '0')
  const lines = element('ol', { class: 'lines', tabindex: 0, 'aria-label': `${title}, newest first` })
  const root = element(
    'article',
    { class: 'pane' },
    element('h3', {}, title, ' ', count),
    element('p', { class: 'note' }, what),
    lines,
  )
  let written = 0
  return {
    root,
    write(entry: JournalEntry) {
      written += 1
      count.textContent = String(written)
      lines.prepend(line(entry))
      if (lines.childElementCount > mostLines) lines.lastElementChild?.remove()
    },
  }
}

function line({ at, event, facts }: JournalEntry): HTMLElement {
  const words = Object.entries(facts)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} ${name.endsWith('Id') ? `${String(value).slice(0, 8)}…` : value}`)
  return element(
    'li',
    {},
    element('time', { datetime: at }, new Date(at).toLocaleTimeString('en-US', { hour12: false })),
    element('b', {}, event),
    element('span', {}, words.join(' · ')),
  )
}
