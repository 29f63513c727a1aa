/** The parties of the sandbox; each writes what it did into one journal, which the control room shows. */
export type Party = 'connect' | 'connect-api' | 'epic' | 'hyperspace' | 'idp' | 'kms' | 'broker'

/** One thing a party did. `facts` hold ids, counts and words of the protocol, never a name, number or birth date. */
export interface JournalEntry {
  readonly at: string
  readonly party: Party
  readonly event: string
  readonly facts: Readonly<Record<string, string | number | boolean>>
}

/** What the parties of a sandbox did, oldest first. */
export interface Journal {
  write(party: Party, event: string, facts?: JournalEntry['facts']): void
  entries(): readonly JournalEntry[]
  /** Calls `listener` for every later entry until the returned function is called. */
  subscribe(listener: (entry: JournalEntry) => void): () => void
}

/** An empty journal that keeps its last `size` entries. */
export function createJournal(size = 1_000): Journal {
  const entries: JournalEntry[] = []
  const listeners = new Set<(entry: JournalEntry) => void>()
  return {
    write(party, event, facts = {}) {
      const entry = { at: new Date().toISOString(), party, event, facts }
      entries.push(entry)
      if (entries.length > size) entries.shift()
      for (const listener of listeners) listener(entry)
    },
    entries: () => [...entries],
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
