import { randomUUID } from 'node:crypto'
import { shownOf } from './pages.ts'

/** What stands behind a `next` link: rows not yet shown, null where a filter took one out, and how many a page retrieves. */
interface PagingSession<Row> {
  readonly rows: readonly (Row | null)[]
  readonly pageSize: number
  readonly expiresAt: number
}

export interface PagingSessions<Row> {
  /** Keeps the rows that follow a first page; the id goes into the `next` link. */
  open(rows: readonly (Row | null)[], pageSize: number): string
  /** The next page, and whether more follow under the same id; null for a session that is over or never was. */
  advance(id: string): { readonly rows: readonly Row[]; readonly hasMore: boolean } | null
}

const lifetimeMs = 5 * 60_000
const mostSessions = 1_000

/**
 * Epic's paging on the server: each use of a `next` link moves the session on, and after five minutes it is gone
 * (4113; facts/epic.md 1.3). At most 1,000 are open; the oldest make room.
 */
export function createPagingSessions<Row>(now: () => number): PagingSessions<Row> {
  const sessions = new Map<string, PagingSession<Row>>()
  const keep = (id: string, rows: readonly (Row | null)[], pageSize: number) => {
    sessions.delete(id)
    if (rows.length > 0) sessions.set(id, { rows, pageSize, expiresAt: now() + lifetimeMs })
  }
  return {
    open(rows, pageSize) {
      const id = `17-${randomUUID().replaceAll('-', '').toUpperCase()}`
      const oldest = sessions.size >= mostSessions ? sessions.keys().next().value : undefined
      if (oldest !== undefined) sessions.delete(oldest)
      keep(id, rows, pageSize)
      return id
    },
    advance(id) {
      const session = sessions.get(id)
      if (session === undefined || session.expiresAt <= now()) {
        sessions.delete(id)
        return null
      }
      const rest = session.rows.slice(session.pageSize)
      keep(id, rest, session.pageSize)
      return { rows: shownOf(session.rows.slice(0, session.pageSize)), hasMore: rest.length > 0 }
    },
  }
}
