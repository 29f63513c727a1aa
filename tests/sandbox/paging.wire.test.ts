import { expect, it, vi } from 'vitest'
import { aRoad, type Answered, namesIn, patientsIn } from './road.ts'

type Road = Awaited<ReturnType<typeof aRoad>>
type Site = Partial<Road['sandbox']['epic']['site']>

const household = '+16085550142'
const kesslers = ['Ana Maria Kessler', 'Leo Kessler', 'Rosa Kessler', 'Tom Brandt']

/** One search by the number that called, at an Epic of this habit; and what the broker and Epic did for it. */
async function searchAt(site: Site, number = household) {
  const road = await aRoad()
  const { contactId, token } = await road.takeCall({ number })
  Object.assign(road.sandbox.epic.site, site)
  const answer = await road.search(token, { telecom: number })
  const asked = (event: string) =>
    road.sandbox.journal.entries().filter((entry) => entry.party === 'epic' && entry.event === event).length
  const searches = road.decisions().filter((decision) => decision.startsWith('search'))
  return { road, contactId, token, answer, searches, asked }
}

/** What the facade notes beside the patients: `some-withheld`, `too-many`. */
function notesIn({ text }: Answered): string[] {
  const { entry = [] } = JSON.parse(text) as fhir4.Bundle<fhir4.FhirResource>
  return entry.flatMap(({ resource }) =>
    resource?.resourceType === 'OperationOutcome' ? [resource.issue[0]?.details?.coding?.[0]?.code ?? '?'] : [],
  )
}

it.each([
  ['of two patients', { pages: 'of-two' }, 1],
  ['short and empty ones, with a next one all the same', { pages: 'with-gaps' }, 5],
] as const)('puts a household together from pages: %s; it is one search', async (_, site, nextPages) => {
  const { answer, searches, asked } = await searchAt(site)
  expect([namesIn(answer), notesIn(answer)]).toEqual([kesslers, []])
  expect(searches).toEqual(['search found'])
  // The number is asked in both of the site's formats; as it is stored it finds all.
  expect([asked('search'), asked('next-page')]).toEqual([2, nextPages])
})

it.each([
  ['Epic forgot the session (4113)', { fault: 'paging-lost-once' }],
  ['the next page was lost on the way, and the session has moved on', { fault: 'page-lost-once' }],
] as const)('begins the search anew, once, where %s: nobody is missing', async (_, site) => {
  const { answer, searches, asked } = await searchAt(site)
  expect([namesIn(answer), notesIn(answer)]).toEqual([kesslers, []])
  expect(searches).toEqual(['search found'])
  expect(asked('search')).toBe(3)
})

it('fails, and says neither "nobody" nor half of a household, where every session is lost (R65, R66)', async () => {
  const { answer, searches, asked } = await searchAt({ fault: 'paging-lost' })
  expect([answer.status, answer.code]).toEqual([502, 'epic-invalid-answer'])
  expect(answer.text).not.toContain('Kessler')
  expect(searches).toEqual(['search epic-invalid-answer'])
  expect(asked('search')).toBe(3)
})

it.each(['of-two', 'with-gaps'] as const)(
  'tells that there are too many as soon as more than ten stand on pages %s, shows none, and reads no further',
  async (pages) => {
    const { answer, asked } = await searchAt({ pages }, '+16085550190')
    expect([patientsIn(answer), notesIn(answer)]).toEqual([[], ['too-many']])
    // 31 people would be 15 more pages, or 46 with gaps.
    expect(asked('next-page')).toBe(pages === 'of-two' ? 5 : 16)
  },
)

it('never asks another host for a next page, and after an empty page does not say "nobody" (R27, R28, R65)', async () => {
  const { answer, searches } = await searchAt({ fault: 'empty-then-foreign' })
  const urls = vi.mocked(fetch).mock.calls.map(([input]) => (input instanceof Request ? input.url : String(input)))
  expect([answer.status, answer.code]).toEqual([502, 'epic-invalid-answer'])
  expect(searches).toEqual(['search epic-invalid-answer'])
  expect(urls.some((url) => url.includes('/Patient/_search'))).toBe(true)
  expect(urls.filter((url) => url.includes('elsewhere'))).toEqual([])
})

it('says that some are left out where a host of its own comes after the first patients (R28)', async () => {
  const { answer } = await searchAt({ pages: 'of-two', fault: 'foreign-next' })
  expect(namesIn(answer).length).toBe(2)
  expect(notesIn(answer)).toEqual(['some-withheld'])
})

it.each(['of-two', 'with-gaps'] as const)('finds by name and birth date on pages %s', async (pages) => {
  const { road, token } = await searchAt({ pages })
  const answer = await road.search(token, { given: 'Maria', family: 'Garcia', birthdate: '1990-04-04' })
  expect(namesIn(answer).filter((name) => name === 'Maria Garcia').length).toBe(2)
})

it('reads the appointments of a patient from short and empty pages, all of them', async () => {
  const { road, token, answer, asked } = await searchAt({})
  const ana = patientsIn(answer).find(({ name }) => name?.[0]?.given?.[0] === 'Ana')?.id ?? ''
  const from = new Date().toISOString().slice(0, 10)
  const ask = async () => entriesOf(await road.appointments(token, { patient: ana, date: `ge${from}` }))

  const whole = await ask()
  road.sandbox.epic.site.pages = 'with-gaps'
  expect(await ask()).toEqual(whole)
  expect(whole.length).toBeGreaterThan(1)
  expect(asked('next-page')).toBeGreaterThan(whole.length)
})

function entriesOf({ text }: Answered): readonly fhir4.BundleEntry[] {
  return (JSON.parse(text) as fhir4.Bundle).entry ?? []
}
