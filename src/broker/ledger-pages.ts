import { createExpiringMap, type ExpiringMap } from './expiring-map.ts'

/** What a ledger keeps of one kind: plain values of JSON, each under a key, each for so long after it was last written. */
export interface PageKind<Value extends PageValue> {
  /** Another name for another shape: an older process must not read what it does not know. */
  readonly name: string
  readonly forMs: number
  /** Never there: it ties the kind to what its pages hold. */
  readonly holds?: Value
}

export type PageValue = boolean | number | string | readonly PageValue[]

/**
 * Where a ledger is written. The rules stand in `ledger.ts`, once for every place; a place only has to be atomic.
 *
 * Failures are `ledger-unavailable`.
 */
export interface LedgerPages {
  /** What stands under the key, or undefined where nothing does, or no longer. */
  read<Value extends PageValue>(kind: PageKind<Value>, key: string): Promise<Value | undefined>
  /**
   * Writes what `change` makes of what stands there, with nothing between; resolves to what stood there before.
   *
   * `change` may run several times. Where it returns undefined nothing is written, and no life is lengthened; where it
   * throws, nothing is written and its error is passed on.
   */
  change<Value extends PageValue>(
    kind: PageKind<Value>,
    key: string,
    change: (value: Value | undefined) => Value | undefined,
  ): Promise<Value | undefined>
  remove(kind: PageKind<PageValue>, key: string): Promise<void>
  /** Loads what the first question would otherwise wait for; throws `LedgerError` where nothing can be kept there. */
  ready(): Promise<void>
  close(): void
}

/** A place that cannot be used. The message names the setting; the cause says why. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError'
}

/** Of each kind: some hundred bytes a page, and more contacts than a large site has in a day. */
const mostPages = 100_000

/** Pages in memory. They end by themselves and their number is bounded; they die with the process. */
export function createMemoryPages(now: () => number = Date.now): LedgerPages {
  const kinds = new Map<string, ExpiringMap<PageValue>>()

  const mapOf = (name: string) => {
    const map = kinds.get(name) ?? createExpiringMap<PageValue>(mostPages, now)
    kinds.set(name, map)
    return map
  }

  const read = <Value extends PageValue>(kind: PageKind<Value>, key: string) =>
    mapOf(kind.name).get(key) as Value | undefined

  return {
    read: async (kind, key) => read(kind, key),
    async change(kind, key, change) {
      const before = read(kind, key)
      const next = change(before)
      if (next !== undefined) mapOf(kind.name).set(key, next, kind.forMs)
      return before
    },
    remove: async (kind, key) => mapOf(kind.name).delete(key),
    ready: async () => undefined,
    close: () => undefined,
  }
}
