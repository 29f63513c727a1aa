import { IntegrationError, type IntegrationErrorCode, isIntegrationError } from '../domain/errors.ts'
import type { FhirClient } from './fhir-client.ts'
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

/** The pages of one search as far as they came, and why the one after them did not. */
interface Reading<AnyPage extends Page> {
  readonly pages: readonly AnyPage[]
  readonly failure: IntegrationError | null
}

/**
 * Searches and reads one page after the other, for Epic keeps the place (facts/epic.md 1.3). The last page still has a
 * `next` where reading ended early.
 *
 * Epic ends a paging session after a while (4113), and a next page that was lost on the way cannot be asked for again: the
 * session may have moved on. In both cases the search is asked anew, once, and gets another session.
 */
export async function readPages<AnyPage extends Page>(
  client: FhirClient,
  type: 'Patient' | 'Appointment',
  params: URLSearchParams,
  reader: PageReader<AnyPage>,
  signal: AbortSignal,
): Promise<readonly AnyPage[]> {
  const first = await readOnce()
  const { pages, failure } = isSessionGone(first) ? await readOnce() : first
  if (failure !== null) throw failure
  return pages

  async function readOnce(): Promise<Reading<AnyPage>> {
    const pages: AnyPage[] = []
    let bundle: fhir4.Bundle | null = await client.search(type, params, signal)
    while (bundle !== null) {
      const page = reader.read(bundle)
      pages.push(page)
      const next: fhir4.Bundle | IntegrationError | null =
        page.next === null || reader.isEnough(pages) ? null : await pageAfter(bundle)
      if (next instanceof IntegrationError) return { pages, failure: next }
      bundle = next
    }
    return { pages, failure: null }
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

function isSessionGone({ pages, failure }: Reading<Page>): boolean {
  if (failure !== null) return lost.has(failure.code) && failure.retryAfterMs === null
  return pages.some(({ issues }) => issues.some(({ meaning }) => meaning === 'paging-over'))
}
