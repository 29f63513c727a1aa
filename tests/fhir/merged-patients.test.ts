import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { epicFixture } from '../fixtures/epic-fixture.ts'
import { anEpicPatient, aPolicy } from '../fixtures/fhir/patient.ts'
import { baseUrl, fhirResponse, otherResponse, playedServer, type SeenRequest } from '../fixtures/fhir/played-server.ts'
import { anOutcome, aSearchset } from '../fixtures/fhir/searchset.ts'

const byTelephone = { by: 'telephone', telephone: '+16085550142' } as const
const policy = aPolicy({ phoneFormats: ['dashed'] })

/** A record that was merged into another. */
const merged = (id: string, into: string) =>
  anEpicPatient({ id, link: [{ type: 'replaced-by', other: { reference: `Patient/${into}` } }] })

/** Epic's answer to the id of a merged record, in the shape of its own outcomes. */
const redirect = (location: string) =>
  new Response(JSON.stringify(epicFixture('merged-id')), {
    status: 302,
    headers: { 'Content-Type': 'application/fhir+json', Location: location },
  })

const idIn = ({ url }: SeenRequest) => url.slice(`${baseUrl}/Patient/`.length)

/** What the search and the reads after it come to, as `eNew (eOld)` with what was folded, `eOld→eNew` where it stays. */
async function ask(
  found: readonly fhir4.Patient[],
  read: (id: string) => Response = () => fhirResponse(anOutcome('59008', 'fatal'), 404),
) {
  const { options, seen } = playedServer((request) =>
    request.init.method === 'POST' ? fhirResponse(aSearchset(found)) : read(idIn(request)),
  )
  const answer = await searchPatients(createFhirClient(options), byTelephone, policy)
  const patients = answer.kind === 'found' ? answer.patients : []
  const words = patients.map(({ id, replaces, replacedBy }) =>
    [id, replacedBy === null ? '' : `→${replacedBy}`, replaces.length === 0 ? '' : ` (${replaces.join(' ')})`].join(''),
  )
  return { words, reads: seen.filter(({ init }) => init.method === 'GET').map(idIn), seen, patients }
}

it('folds a merged record into the survivor that was found too, and reads nothing', async () => {
  const { words, reads } = await ask([merged('eOld', 'eNew'), anEpicPatient({ id: 'eNew' })])
  expect([words, reads]).toEqual([['eNew (eOld)'], []])
})

it('knows a survivor by its own link as well, and names no record that was not folded here', async () => {
  const link = ['eOld', 'eOlder'].map((id) => ({ type: 'replaces', other: { reference: `Patient/${id}` } }))
  const { words } = await ask([anEpicPatient({ id: 'eOld' }), anEpicPatient({ id: 'eNew', link })])
  expect(words).toEqual(['eNew (eOld)'])
  expect((await ask([anEpicPatient({ id: 'eNew', link })])).words).toEqual(['eNew'])
})

it('reads a survivor that was not found, and shows it in the place of the merged record', async () => {
  const survivor = anEpicPatient({ id: 'eNew', birthDate: '1957-03-08' })
  const { words, reads, patients } = await ask([merged('eOld', 'eNew'), anEpicPatient({ id: 'eLeo' })], () =>
    fhirResponse(survivor),
  )
  expect([words, reads]).toEqual([['eNew (eOld)', 'eLeo'], ['eNew']])
  expect(patients[0]?.birthDate).toBe('1957-03-08')
})

it('reads on where the survivor was merged itself: 4107 names the next, which is asked for and not followed (R27)', async () => {
  const { words, reads, seen } = await ask([merged('eOldest', 'eOld')], (id) =>
    id === 'eOld' ? redirect(`${baseUrl}/Patient/eNew`) : fhirResponse(anEpicPatient({ id: 'eNew' })),
  )
  expect([words, reads]).toEqual([['eNew (eOldest)'], ['eOld', 'eNew']])
  expect(seen.at(-1)).toMatchObject({ init: { redirect: 'manual' }, token: expect.stringMatching(/^Bearer token/) })
})

it.each([
  ['another host', 'https://evil.example/api/FHIR/R4/Patient/eNew'],
  ['another path', 'https://epic.example.org/other/Patient/eNew'],
  ['another type', `${baseUrl}/Person/eNew`],
  ['an encoded way out', `${baseUrl}/Patient/..%2f..%2fadmin`],
  ['nowhere', ''],
])('does not ask where 4107 leads to %s (R27): the merged record stays', async (_, location) => {
  const { words, reads } = await ask([merged('eOldest', 'eOld')], () => redirect(location))
  expect([words, new Set(reads)]).toEqual([['eOldest→eOld'], new Set(['eOld'])])
})

it.each<[string, () => Response]>([
  ['is not to be found', () => fhirResponse(anOutcome('59008', 'fatal'), 404)],
  ['is restricted', () => fhirResponse(anOutcome('4131', 'fatal'), 403)],
  ['may not be read by this client', () => otherResponse('', 403, 'application/json')],
  ['comes as a page', () => otherResponse('<html>')],
  ['comes as something else', () => fhirResponse({ resourceType: 'Person', id: 'eNew' })],
])('keeps the merged record, with its mark, where the survivor %s', async (_, read) => {
  const { words } = await ask([merged('eOld', 'eNew'), anEpicPatient({ id: 'eLeo' })], read)
  expect(words).toEqual(['eOld→eNew', 'eLeo'])
})

it('keeps records that name one another: nobody vanishes', async () => {
  const { words, reads } = await ask([merged('eA', 'eB'), merged('eB', 'eA')])
  expect([words, reads]).toEqual([['eA→eB', 'eB→eA'], []])
})

it('reads each survivor once, one after the other, and five at most', async () => {
  const found = Array.from({ length: 8 }, (_, place) => merged(`eOld${place}`, `eNew${place}`))
  const { words, reads } = await ask([...found, merged('eTwin', 'eNew0')], (id) => fhirResponse(anEpicPatient({ id })))
  expect(reads).toEqual(['eNew0', 'eNew1', 'eNew2', 'eNew3', 'eNew4'])
  expect(words.slice(0, 2)).toEqual(['eNew0 (eOld0 eTwin)', 'eNew1 (eOld1)'])
  expect(words.slice(5)).toEqual(['eOld5→eNew5', 'eOld6→eNew6', 'eOld7→eNew7'])
})

it('is not asked of the facade, which has done it', async () => {
  const { options, seen } = playedServer(() => fhirResponse(aSearchset([merged('eOld', 'eNew')])))
  const answer = await searchPatients(createFhirClient({ ...options, peer: 'broker' }), byTelephone, policy)
  expect(answer).toMatchObject({ patients: [{ id: 'eOld', replacedBy: 'eNew' }] })
  expect(seen).toHaveLength(1)
})

it('ends with the call, not with half an answer', async () => {
  const ended = new Error('the contact ended')
  const caller = new AbortController()
  const { options } = playedServer((request) => {
    if (request.init.method === 'POST') return fhirResponse(aSearchset([merged('eOld', 'eNew')]))
    caller.abort(ended)
    return 'never'
  })
  const search = searchPatients(createFhirClient(options), byTelephone, policy, caller.signal)
  await expect(search).rejects.toBe(ended)
})

it('loses nobody, whatever the links say', async () => {
  const id = fc.constantFrom('eA', 'eB', 'eC', 'eD', 'eE')
  const links = fc.uniqueArray(fc.tuple(id, fc.option(id)), { minLength: 1, selector: ([one]) => one })
  await fc.assert(
    fc.asyncProperty(links, async (records) => {
      const found = records.map(([one, into]) => (into === null ? anEpicPatient({ id: one }) : merged(one, into)))
      const { patients } = await ask(found)
      const shown = patients.flatMap((patient) => [patient.id, ...patient.replaces])
      expect(shown.toSorted()).toEqual(records.map(([one]) => one).toSorted())
    }),
  )
})
