import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { EpicFaultName } from '../../../src/sandbox/epic/faults/epic-faults.ts'
import { playEpic, type PlayedEpic } from './playing-epic.ts'

let played: PlayedEpic
beforeAll(async () => {
  played = await playEpic()
  await played.read('metadata')
})
afterEach(() => {
  played.epic.site.fault = 'none'
})
afterAll(() => played.close())

const household = 'Patient?telecom=608-555-0142'

/** What came of one search, in a line: status, type, how a body begins, who is in it and what is said beside them. */
async function searchWhile(fault: EpicFaultName): Promise<string> {
  played.epic.site.fault = fault
  const answer = await played.read(household)
  const type = answer.headers.get('content-type')?.split(';')[0] ?? 'no type'
  const wait = answer.headers.has('retry-after') ? ', retry-after' : ''
  const text = await answer.text().catch(() => 'broken off')
  return `${answer.status} ${type}${wait}: ${inWords(text)}`
}

function inWords(text: string): string {
  const resource = parsed(text)
  if (resource === undefined) return text.slice(0, 12).trim()
  if (typeof resource === 'string') return `"${resource}"`
  const { total, entry = [], issue = [] } = resource
  const patients = entry.filter((one) => one.resource?.resourceType === 'Patient')
  const said = entry.flatMap((one) => (one.resource?.resourceType === 'OperationOutcome' ? one.resource.issue : []))
  const codes = [...said, ...issue].map(({ details }) => details?.coding?.[0]?.code).join()
  return `total ${total}, ${patients.length} patients${codes === '' ? '' : `, ${codes}`}`
}

interface Answer {
  readonly total?: number
  readonly entry?: fhir4.BundleEntry<fhir4.FhirResource>[]
  readonly issue?: fhir4.OperationOutcomeIssue[]
}

function parsed(text: string): Answer | string | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

it.each<[EpicFaultName, string]>([
  ['down', '503 text/html: <!DOCTYPE ht'],
  ['server-error', '500 text/html: <!DOCTYPE ht'],
  ['bad-gateway', '502 text/html: <!DOCTYPE ht'],
  ['gateway-timeout', '504 text/html: <!DOCTYPE ht'],
  ['half-body', '200 application/fhir+json: broken off'],
  ['unauthorized', '401 application/json: ""'],
  ['forbidden', '403 no type: '],
  ['forbidden-4118', '403 application/fhir+json: total undefined, 0 patients, 4118'],
  ['restricted-4130', '403 application/fhir+json: total undefined, 0 patients, 4130'],
  ['restricted-4131', '403 application/fhir+json: total undefined, 0 patients, 4131'],
  ['busy', '429 no type: '],
  ['busy-for-seconds', '429 no type, retry-after: '],
  ['busy-until-date', '429 no type, retry-after: '],
  ['busy-for-minutes', '429 no type, retry-after: '],
  ['busy-for-ever', '429 no type, retry-after: '],
  ['busy-negative', '429 no type, retry-after: '],
  ['html', '200 text/html: <!DOCTYPE ht'],
  ['truncated', '200 application/fhir+json: {"resourceTy'],
  ['wrong-type', '200 text/plain: total 4, 4 patients'],
  ['xml', '200 application/fhir+xml: <?xml versio'],
  ['empty', '200 application/fhir+json: '],
  ['empty-text', '200 application/fhir+json: ""'],
  ['only-59133', '200 application/fhir+json: total 0, 0 patients, 59133'],
  ['only-internal', '200 application/fhir+json: total 0, 0 patients, 59177'],
  ['only-restricted', '200 application/fhir+json: total 0, 0 patients, 4134'],
  ['beside-59133', '200 application/fhir+json: total 4, 4 patients, 59133'],
  ['beside-4119', '200 application/fhir+json: total 4, 4 patients, 4119'],
  ['promised-total', '200 application/fhir+json: total 3, 0 patients'],
  ['wrong-total', '200 application/fhir+json: total 9, 4 patients'],
  ['duplicates', '200 application/fhir+json: total 4, 8 patients'],
  ['over-a-hundred', '200 application/fhir+json: total 120, 120 patients'],
])('%s is on the wire: %s', async (fault, answer) => {
  expect(await searchWhile(fault)).toBe(answer)
})

it('breaks the connection off without a word', async () => {
  await expect(searchWhile('reset')).rejects.toThrow('fetch failed')
})

it('refuses the first token it meets as long as that goes wrong, and no later one', async () => {
  expect(await searchWhile('unauthorized-once')).toBe('401 application/json: ""')
  expect(await searchWhile('unauthorized-once')).toBe('401 application/json: ""')
  const answer: { access_token: string } = await (await played.askTokenWith(await played.assertion())).json()
  const headers = { accept: 'application/fhir+json', authorization: `Bearer ${answer.access_token}` }
  expect((await played.read(household, headers)).status).toBe(200)
})

it('is busy for as long as it says, and then answers', async () => {
  expect(await searchWhile('busy-for-seconds')).toContain('429')
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect(await searchWhile('busy-for-seconds')).toContain('200')
})

it('names ids and next pages that must not be used', async () => {
  const bundleWhile = async (fault: EpicFaultName): Promise<fhir4.Bundle> => {
    played.epic.site.fault = fault
    return (await played.read(household)).json()
  }
  const idOfFirst = async (fault: EpicFaultName) => (await bundleWhile(fault)).entry?.[0]?.resource?.id
  const next = async (fault: EpicFaultName) => (await bundleWhile(fault)).link?.at(-1)
  expect(await idOfFirst('missing-id')).toBeUndefined()
  expect(await idOfFirst('markup-id')).toContain('<img')
  expect(await next('foreign-next')).toMatchObject({ relation: 'next', url: expect.stringContaining('elsewhere') })
  expect(await next('endless-next')).toMatchObject({ relation: 'next', url: expect.stringContaining(played.origin) })
})

it('spoils no answer that finds nobody, and no token', async () => {
  played.epic.site.fault = 'duplicates'
  const nobody = await played.read('Patient?telecom=608-555-0199')
  expect(inWords(await nobody.text())).toBe('total 0, 0 patients, 4101')
  expect((await played.askTokenWith(await played.assertion())).status).toBe(200)
})
