/**
 * How the played Epic cuts its answers into pages where the client names no size.
 *
 * `whole` is what its captures show: a default page of 1,000 rows, which holds every answer about patients. Whether a
 * site's own page is smaller nobody has published (facts/epic.md 1.3), so the hospital may have pages `of-two`. `with-gaps`
 * are those of an Epic that filters after it made the page: short ones and empty ones, with a next one all the same.
 */
export type PageHabit = 'whole' | 'of-two' | 'with-gaps'

/** What was retrieved, in order, with null where a filter took a row out of its page; and how many one page retrieves. */
export interface Retrieved<Row> {
  readonly rows: readonly (Row | null)[]
  readonly pageSize: number
}

const defaultPageSize = 1_000

/** @param count The `_count` that the client asked for, or null. */
export function retrieve<Row>(rows: readonly Row[], habit: PageHabit, count: number | null): Retrieved<Row> {
  const pageSize = count ?? (habit === 'whole' ? defaultPageSize : 2)
  return { rows: count === null && habit === 'with-gaps' ? withGaps(rows) : rows, pageSize }
}

/** In pages of two: an empty page before the first row and before every second one after it, and one row to a page. */
function withGaps<Row>(rows: readonly Row[]): readonly (Row | null)[] {
  return rows.flatMap((row, place) => [...(place % 2 === 0 ? [null, null] : []), row, null])
}

/** The rows of one page that no filter took out. */
export function shownOf<Row>(page: readonly (Row | null)[]): readonly Row[] {
  return page.filter((row) => row !== null)
}
