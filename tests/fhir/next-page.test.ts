import { expect, it } from 'vitest'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { baseUrl, fhirResponse, playedServer } from '../fixtures/fhir/played-server.ts'
import { aSearchset } from '../fixtures/fhir/searchset.ts'

it('asks for the next page at the address that Epic gave, unchanged', async () => {
  const { options, seen } = playedServer(() => fhirResponse(aSearchset()))
  const next = `${baseUrl}/Patient?sessionID=17-ABC%2Fx%3D&page=2`
  await createFhirClient(options).nextPage(aSearchset([], [], next))

  expect(seen[0]).toMatchObject({ url: next, init: { method: 'GET', redirect: 'error', credentials: 'omit' } })
  expect(seen[0]?.token).toBe('Bearer token-1')
})

it('understands a next page that is given relative to the base', async () => {
  const { options, seen } = playedServer(() => fhirResponse(aSearchset()))
  await createFhirClient(options).nextPage(aSearchset([], [], 'Patient?sessionID=17'))
  expect(seen[0]?.url).toBe(`${baseUrl}/Patient?sessionID=17`)
})

it.each([
  'https://evil.example.net/interconnect/api/FHIR/R4/Patient?sessionID=17',
  'http://epic.example.org/interconnect/api/FHIR/R4/Patient?sessionID=17',
  'https://epic.example.org:8443/interconnect/api/FHIR/R4/Patient?sessionID=17',
  'https://epic.example.org.evil.example.net/interconnect/api/FHIR/R4/Patient',
  'https://epic.example.org@evil.example.net/interconnect/api/FHIR/R4/Patient',
  'https://user:word@epic.example.org/interconnect/api/FHIR/R4/Patient',
  'https://epic.example.org/interconnect/api/FHIR/R4x/Patient',
  'https://epic.example.org/interconnect/oauth2/token',
  '//evil.example.net/interconnect/api/FHIR/R4/Patient',
  '../../../oauth2/token',
  '..%2f..%2fadmin',
  `${baseUrl}/%2e%2e/%2e%2e/admin`,
  `${baseUrl}/..%5c..%5cadmin`,
  `${baseUrl}/%252e%252e/admin`,
  '..\\..\\admin',
  '/',
  '',
  'javascript:alert(1)',
  'data:application/fhir+json,{}',
  'http://',
])('sends no token to %o, which somebody calls the next page (R28)', async (next) => {
  const { options, seen } = playedServer(() => fhirResponse(aSearchset()))
  expect(await createFhirClient(options).nextPage(aSearchset([], [], next))).toBeNull()
  expect(seen).toEqual([])
})

/** Follows the pages that a server gives one after the other, from one that leads to the first; answers which were asked. */
async function follow(pages: readonly fhir4.Bundle[]): Promise<(string | undefined)[]> {
  const { options, seen } = playedServer((_, count) => fhirResponse(pages[count - 1] ?? aSearchset()))
  const client = createFhirClient(options)
  let page: fhir4.Bundle | null = aSearchset([], [], 'Patient?sessionID=a')
  while (page !== null) page = await client.nextPage(page)
  return seen.map((request) => new URL(request.url).search.at(-1))
}

const pageOf = (id: string, session: string) =>
  aSearchset([{ resourceType: 'Patient', id }], [], `Patient?sessionID=${session}`)

it('stops where the pages go in circles, however long, once a page comes a second time (R28)', async () => {
  expect(await follow([pageOf('eAna', 'a'), pageOf('eAna', 'a'), pageOf('eLeo', 'a')])).toEqual(['a', 'a'])
  const circle = [pageOf('eAna', 'b'), pageOf('eLeo', 'a')]
  expect(await follow([...circle, ...circle])).toEqual(['a', 'b', 'a'])
})

it('goes on under one address that moves on with each use, over empty pages too', async () => {
  const empty = aSearchset([], [], 'Patient?sessionID=a')
  const last = aSearchset([{ resourceType: 'Patient', id: 'eTom' }])
  const pages = [pageOf('eAna', 'a'), pageOf('eLeo', 'a'), empty, empty, pageOf('eRosa', 'a'), last]
  expect(await follow(pages)).toEqual(Array(pages.length).fill('a'))
})

it('has no page after the last', async () => {
  const { options } = playedServer(() => fhirResponse(aSearchset()))
  expect(await createFhirClient(options).nextPage(aSearchset())).toBeNull()
})
