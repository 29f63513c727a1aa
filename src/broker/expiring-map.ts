/** A map whose entries end by themselves and which never holds more than `mostEntries`: the oldest written goes first. */
export interface ExpiringMap<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value, forMs: number): void
  delete(key: string): void
  readonly size: number
}

/** An empty map. Entries that ended are dropped when met, and all of them before a living one is. */
export function createExpiringMap<Value>(mostEntries: number, now: () => number): ExpiringMap<Value> {
  const entries = new Map<string, { readonly value: Value; readonly until: number }>()

  const dropEnded = () => {
    for (const [key, { until }] of entries) if (until <= now()) entries.delete(key)
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      if (entry.until > now()) return entry.value
      entries.delete(key)
      return undefined
    },
    set(key, value, forMs) {
      entries.delete(key)
      if (entries.size >= mostEntries) dropEnded()
      const [oldest] = entries.keys()
      if (entries.size >= mostEntries && oldest !== undefined) entries.delete(oldest)
      entries.set(key, { value, until: now() + forMs })
    },
    delete(key) {
      entries.delete(key)
    },
    get size() {
      return entries.size
    },
  }
}
