import { IntegrationError, type IntegrationErrorCode, isIntegrationError } from '../domain/errors.ts'
import type { FhirClient } from './fhir-client.ts'
import { rowsOf } from './next-link.ts'
import type { Issue } from './operation-outcome.ts'

/** What every page of a search says besides its patients or appointments. */
interface Page {
  readonly issues: readonly Issue[]
  readonly next: string | null
}

/** How the pages of one search are read, and when there are enough of them. */
interface PageReader<AnyPage extends Page> {
  readonly read: (bundle: fhir4.Bundle) => AnyPage
  readonly isEnough: (pages: readonly AnyPage[]) => boolean
}

/** The pages of one search as far as they came, as they were read and as they came, and why the one after them did not come. */
interface Reading<AnyPage extends Page> {
  readonly pages: readonly AnyPage[]
  readonly bundles: readonly fhir4.Bundle[]
  readonly failure: IntegrationError | null
}

/** All that was read; not whole where a next page stood there that was not followed, or where a page may have been lost. */
export interface Pages<AnyPage extends Page> {
  readonly pages: readonly AnyPage[]
  readonly isWhole: boolean
}

/**
 * Searches and reads one page after the other, for Epic keeps the place (facts/epic.md 1.3).
 *
 * Epic ends a paging session after a while (4113), and a next page that was lost on the way cannot be asked for again: the
 * session may have moved on. In both cases the search is asked anew, once, and gets another session.
 *
 * A client that repeats lost requests unseen never hears of the second case, and the page would be missing without a word.
 * There, what came in several pages is read twice: two readings with the same rows have lost none; else both count, and
 * are not whole.
 */
export async function readPages<AnyPage extends Page>(
  client: FhirClient,
  type: 'Patient' | 'Appointment',
  params: URLSearchParams,
  reader: PageReader<AnyPage>,
  signal: AbortSignal,
): Promise<Pages<AnyPage>> {
  const first = await readOnce()
  const reading = isSessionGone(first) ? await readOnce() : first
  const { pages, failure } = reading
  if (failure !== null) throw failure
  if (pages.at(-1)?.next !== null) return { pages, isWhole: false }
  if (pages.length === 1 || !client.repeatsUnseen) return { pages, isWhole: true }

  const again = await readOnce().catch(emptyAfterFailure)
  return isSame(reading, again) ? { pages, isWhole: true } : { pages: [...pages, ...again.pages], isWhole: false }

  async function readOnce(): Promise<Reading<AnyPage>> {
    const pages: AnyPage[] = []
    const bundles: fhir4.Bundle[] = []
    let bundle: fhir4.Bundle | null = await client.search(type, params, signal)
    while (bundle !== null) {
      const page = reader.read(bundle)
      pages.push(page)
      bundles.push(bundle)
      const next: fhir4.Bundle | IntegrationError | null =
        page.next === null || reader.isEnough(pages) ? null : await pageAfter(bundle)
      if (next instanceof IntegrationError) return { pages, bundles, failure: next }
      bundle = next
    }
    return { pages, bundles, failure: null }
  }

  async function pageAfter(bundle: fhir4.Bundle): Promise<fhir4.Bundle | IntegrationError | null> {
    try {
      return await client.nextPage(bundle, signal)
    } catch (error) {
      if (isIntegrationError(error)) return error
      throw error
    }
  }
}

/** After these nobody knows whether the session moved on. A refusal, or a time to wait, no other session mends. */
const lost: ReadonlySet<IntegrationErrorCode> = new Set(['epic-unreachable', 'epic-invalid-answer'])

/** What the first reading found stands, though nobody can say that it is all. */
function emptyAfterFailure(error: unknown): Reading<never> {
  if (isIntegrationError(error)) return { pages: [], bundles: [], failure: error }
  throw error
}

function isSame(one: Reading<Page>, other: Reading<Page>): boolean {
  const [rows, others] = [rowsIn(one), rowsIn(other)]
  return other.failure === null && rows.size === others.size && [...rows].every((row) => others.has(row))
}

function rowsIn({ bundles }: Reading<Page>): ReadonlySet<string> {
  return new Set(bundles.flatMap(rowsOf))
}

function isSessionGone({ pages, failure }: Reading<Page>): boolean {
  if (failure !== null) return lost.has(failure.code) && failure.retryAfterMs === null
  return pages.some(({ issues }) => issues.some(({ meaning }) => meaning === 'paging-over'))
}
