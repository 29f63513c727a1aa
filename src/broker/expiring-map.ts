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

  /** Before this none ends: a map that is full of living entries is not looked through for each one that comes. */
  let firstEnd = Number.POSITIVE_INFINITY

  const dropEnded = () => {
    const time = now()
    if (time < firstEnd) return
    firstEnd = Number.POSITIVE_INFINITY
    for (const [key, { until }] of entries) {
      if (until <= time) entries.delete(key)
      else firstEnd = Math.min(firstEnd, until)
    }
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
      const until = now() + forMs
      firstEnd = Math.min(firstEnd, until)
      entries.set(key, { value, until })
    },
    delete(key) {
      entries.delete(key)
    },
    get size() {
      return entries.size
    },
  }
}
