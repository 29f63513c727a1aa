import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import { type DynamoTableOptions, type StoredPage, createDynamoTable, defaultTimeoutMs } from './dynamo-table.ts'
import { LedgerError, type LedgerPages, type PageKind, type PageValue } from './ledger-pages.ts'
import { type PageSeal, createPageSeal } from './page-seal.ts'
import type { SiteSecret } from './site-secret.ts'

export interface DynamoPagesOptions extends DynamoTableOptions {
  /** Another one begins an empty ledger. */
  readonly secret: SiteSecret
  readonly now?: () => number
}

const retryAfterMs = 1_000
const longestPauseMs = 30

/**
 * Pages in a DynamoDB table, for any number of processes.
 *
 * A change reads, and writes on the condition that nobody wrote since; who loses that race reads again. Versions are
 * random, so that a page which was swept away and came back is not taken for the old one. Within one process the
 * changes of a page go one after the other, so that it never races with itself.
 *
 * Throttled, denied, unreachable and too many lost races are one failure: `ledger-unavailable` (security.md, faults).
 */
export function createDynamoPages(options: DynamoPagesOptions): LedgerPages {
  const { now = Date.now, timeoutMs = defaultTimeoutMs } = options
  const table = createDynamoTable(options)
  let made: { readonly secret: Uint8Array; readonly seal: PageSeal } | null = null
  const sealing = async () => {
    const secret = await options.secret()
    if (made?.secret !== secret) made = { secret, seal: createPageSeal(secret) }
    return made.seal
  }
  const inTurn = createTurns()

  const ask = async <T>(question: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await question(AbortSignal.timeout(timeoutMs))
    } catch (cause) {
      if (isIntegrationError(cause)) throw cause
      throw new IntegrationError('ledger-unavailable', { cause, retryAfterMs })
    }
  }

  /** A page that was sealed by us under this kind is what this kind holds. */
  const valueOf = <Value extends PageValue>(
    _kind: PageKind<Value>,
    stored: StoredPage | null,
    seal: PageSeal,
  ): Value | undefined => {
    if (stored === null || stored.endsAt <= now()) return undefined
    return JSON.parse(seal.open(stored.id, stored.page)) as Value
  }

  const changeOnce = async <Value extends PageValue>(
    kind: PageKind<Value>,
    id: string,
    change: (value: Value | undefined) => Value | undefined,
    seal: PageSeal,
    signal: AbortSignal,
  ): Promise<Value | undefined> => {
    const version = randomUUID()
    let before: Value | undefined
    for (;;) {
      const stored = await table.get(id, signal)
      // The SDK's second attempt collides with its first where only the answer of that was lost.
      if (stored?.version === version) return before

      before = valueOf(kind, stored, seal)
      const next = change(before)
      if (next === undefined) return before
      const page = { id, version, page: seal.seal(id, JSON.stringify(next)), endsAt: now() + kind.forMs }
      if (await table.put(page, stored?.version ?? null, signal)) return before
      await pause(Math.random() * longestPauseMs, undefined, { signal })
    }
  }

  return {
    async read(kind, key) {
      const seal = await sealing()
      const id = seal.idOf(kind.name, key)
      return ask(async (signal) => valueOf(kind, await table.get(id, signal), seal))
    },
    async change(kind, key, change) {
      const seal = await sealing()
      const id = seal.idOf(kind.name, key)
      return inTurn(id, () => ask((signal) => changeOnce(kind, id, change, seal, signal)))
    },
    async remove(kind, key) {
      const id = (await sealing()).idOf(kind.name, key)
      await ask((signal) => table.delete(id, signal))
    },
    async ready() {
      const id = (await sealing()).idOf('ready', '')
      try {
        await table.ready()
        await table.get(id, AbortSignal.timeout(timeoutMs))
      } catch (cause) {
        throw new LedgerError('LEDGER: this table cannot be read, and without it nothing is searched', { cause })
      }
    },
    close: () => table.close(),
  }
}

/** Runs the tasks of one id one after the other, and those of different ids side by side. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>()

  return <T>(id: string, task: () => Promise<T>): Promise<T> => {
    const turn = (last.get(id) ?? Promise.resolve()).then(task, task)
    last.set(id, turn)
    const leave = () => {
      if (last.get(id) === turn) last.delete(id)
    }
    turn.then(leave, leave)
    return turn
  }
}
