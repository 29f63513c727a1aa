import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { IntegrationError } from '../../src/domain/errors.ts'
import type { FhirClient } from '../../src/fhir/fhir-client.ts'
import { readPages } from '../../src/fhir/pages.ts'

interface Played {
  /** The ids on each page of the answer; the session moves on with every use. */
  readonly pages: readonly (readonly string[])[]
  /** In which reading, from 0 on, which page is lost and asked for again by the browser itself. */
  readonly lost?: { readonly reading: number; readonly page: number }
  readonly repeatsUnseen?: boolean
  readonly failsAgain?: boolean
}

/** A client of an Epic that pages; of what it lost and asked again unseen it tells nothing, as a browser's fetch does not. */
function playedClient({ pages, lost, repeatsUnseen = true, failsAgain = false }: Played) {
  let readings = -1
  let place = 0
  const take = (): fhir4.Bundle => {
    if (lost?.reading === readings && lost.page === place && place < pages.length - 1) place += 1
    const entry = (pages[place] ?? []).map((id) => ({ resource: { resourceType: 'Patient' as const, id } }))
    place += 1
    const link = place < pages.length ? [{ relation: 'next' as const, url: 'Patient?sessionID=17' }] : []
    return { resourceType: 'Bundle', type: 'searchset', entry, link }
  }
  const client: FhirClient = {
    peer: 'epic',
    repeatsUnseen,
    search() {
      readings += 1
      place = 0
      return failsAgain && readings > 0
        ? Promise.reject(new IntegrationError('epic-too-slow'))
        : Promise.resolve(take())
    },
    match: () => Promise.reject(new Error('not asked')),
    readPatient: () => Promise.reject(new Error('not asked')),
    nextPage: () => Promise.resolve(take()),
    asOneQuestion: (work) => work(new AbortController().signal),
  }
  return { client, readings: () => readings + 1 }
}

function read({ entry = [], link = [] }: fhir4.Bundle) {
  return { ids: entry.map(({ resource }) => resource?.id ?? ''), issues: [], next: link[0]?.url ?? null }
}

async function readAll(played: Played) {
  const { client, readings } = playedClient(played)
  const reader = { read, isEnough: (pages: readonly unknown[]) => pages.length >= 25 }
  const signal = new AbortController().signal
  const { pages, isWhole } = await readPages(client, 'Patient', new URLSearchParams(), reader, signal)
  return { ids: new Set(pages.flatMap(({ ids }) => ids)), isWhole, readings: readings() }
}

/** How many patients stand on each page, from none to three; no two of them the same. */
const somePages = fc
  .array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 6 })
  .map((counts) => counts.map((count, page) => Array.from({ length: count }, (_, row) => `${page}-${row}`)))

it('never calls an answer whole that lost a page unseen, whichever it was, and shows all that came in either reading (R65)', async () => {
  const aLoss = fc.record({ reading: fc.integer({ min: 0, max: 1 }), page: fc.integer({ min: 1, max: 4 }) })
  await fc.assert(
    fc.asyncProperty(somePages, aLoss, async (pages, lost) => {
      const { ids, isWhole } = await readAll({ pages, lost })
      const all = new Set(pages.flat())
      expect(ids).toEqual(all)
      const isLost = lost.page < pages.length - 1 && (pages[lost.page] ?? []).length > 0
      expect([isLost, isWhole]).not.toEqual([true, true])
    }),
    { numRuns: 1_000 },
  )
})

it('calls an answer whole that came the same twice, and reads one page, or what a broker asks for, once', async () => {
  expect(await readAll({ pages: [['a', 'b'], [], ['c']] })).toMatchObject({ isWhole: true, readings: 2 })
  expect(await readAll({ pages: [['a', 'b']] })).toMatchObject({ isWhole: true, readings: 1 })
  expect(await readAll({ pages: [['a'], ['b']], repeatsUnseen: false })).toMatchObject({ isWhole: true, readings: 1 })
})

it('keeps what the first reading found where the second fails, and does not call it whole', async () => {
  const { ids, isWhole } = await readAll({ pages: [['a'], ['b']], failsAgain: true })
  expect([[...ids], isWhole]).toEqual([['a', 'b'], false])
})
