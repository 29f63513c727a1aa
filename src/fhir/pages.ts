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

/**
 * Searches and reads one page after the other, for Epic keeps the place (facts/epic.md 1.3). The last page still has a
 * `next` where reading ended early.
 *
 * Epic ends a paging session after a while (4113): the search is then asked anew once, and gets another one.
 */
export async function readPages<AnyPage extends Page>(
  client: FhirClient,
  type: 'Patient' | 'Appointment',
  params: URLSearchParams,
  reader: PageReader<AnyPage>,
  signal: AbortSignal,
): Promise<readonly AnyPage[]> {
  const pages = await readOnce()
  const isOver = pages.some(({ issues }) => issues.some(({ meaning }) => meaning === 'paging-over'))
  return isOver ? readOnce() : pages

  async function readOnce(): Promise<AnyPage[]> {
    const pages: AnyPage[] = []
    let bundle: fhir4.Bundle | null = await client.search(type, params, signal)
    while (bundle !== null) {
      const page = reader.read(bundle)
      pages.push(page)
      bundle = page.next === null || reader.isEnough(pages) ? null : await client.nextPage(bundle, signal)
    }
    return pages
  }
}
