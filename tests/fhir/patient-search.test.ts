import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { isIntegrationError } from '../../src/domain/errors.ts'
import type { PatientSearch, PatientSearchAnswer } from '../../src/domain/patient-search.ts'
import type { SitePolicy } from '../../src/domain/site-policy.ts'
import { writeSearchset } from '../../src/fhir/bundle.ts'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { anEpicPatient, aPatientWeHold, aPolicy } from '../fixtures/fhir/patient.ts'
import { fhirResponse, otherResponse, playedServer, type SeenRequest } from '../fixtures/fhir/played-server.ts'
import { anOutcome, aSearchset } from '../fixtures/fhir/searchset.ts'

const byTelephone: PatientSearch = { by: 'telephone', telephone: '+16085550142' }
const byBirthDate: PatientSearch = {
  by: 'name-and-birth-date',
  given: 'Ana',
  family: 'Kessler',
  birthDate: '1980-02-29',
}
const oneFormat = aPolicy({ phoneFormats: ['dashed'] })
const ids = (...names: string[]) => names.map((id) => anEpicPatient({ id }))

const issuesOf = (code: string) => anOutcome(code).issue
const twice = (...codes: string[]) => {
  const coding = codes.flatMap((code) => issuesOf(code)[0]?.details?.coding ?? [])
  return { severity: 'warning', code: 'processing', details: { coding } }
}
const saying = (facts: object) => ({
  ...aSearchset(),
  entry: [{ resource: { ...anOutcome('4101'), ...facts }, search: { mode: 'outcome' } }],
})
const includedError = { resource: anOutcome('59177', 'fatal'), search: { mode: 'include' } }

type Script = Parameters<typeof playedServer>[0]

/** The answer in words: who was found, or the kind, or the failure. */
async function ask(script: Script, search: PatientSearch = byTelephone, policy: SitePolicy = oneFormat) {
  const { options, seen } = playedServer(script)
  const answer = await searchPatients(createFhirClient(options), search, policy).then(inWords, (error: unknown) => {
    if (isIntegrationError(error)) return error.code
    throw error
  })
  return { answer, seen }
}

function inWords(answer: PatientSearchAnswer): string {
  if (answer.kind !== 'found') return answer.kind
  const names = answer.patients.map((patient) => patient.id).join(' ')
  return answer.someWithheld ? `${names}, some withheld` : names
}

it('finds who has the number', async () => {
  const { answer } = await ask(() => fhirResponse(aSearchset(ids('eAna', 'eLeo'))))
  expect(answer).toBe('eAna eLeo')
})

it('keeps patients who died, left or were merged, with their flags', async () => {
  const merged = anEpicPatient({
    active: false,
    deceasedBoolean: true,
    link: [{ type: 'replaced-by', other: { reference: 'Patient/eNew' } }],
  })
  const { options } = playedServer(() => fhirResponse(aSearchset([merged])))
  const answer = await searchPatients(createFhirClient(options), byTelephone, oneFormat)
  expect(answer).toMatchObject({ patients: [{ isActive: false, isDeceased: true, replacedBy: 'eNew' }] })
})

it.each<[string, fhir4.Bundle]>([
  ['4101', aSearchset([], [anOutcome('4101')])],
  ['an empty list', aSearchset()],
  ['no list at all', { resourceType: 'Bundle', type: 'searchset' }],
])('says "none" after %s (R65)', async (_, bundle) => {
  expect((await ask(() => fhirResponse(bundle))).answer).toBe('none')
})

it.each<[string, unknown, string, number?]>([
  ['59133 for a number alone', aSearchset([], [anOutcome('4101'), anOutcome('59133', 'information')]), 'too-little'],
  ['59159', anOutcome('59159', 'fatal'), 'too-little', 400],
  ['4127', aSearchset([], [anOutcome('4127', 'fatal')]), 'too-many'],
  ['4127 with status 400', anOutcome('4127', 'fatal'), 'too-many', 400],
  ['an unknown error', aSearchset([], [anOutcome('49999', 'error')]), 'epic-invalid-answer'],
  ['4101 as an error', aSearchset([], [anOutcome('4101', 'error')]), 'epic-invalid-answer'],
  ['4118', aSearchset([], [anOutcome('4118', 'fatal')]), 'epic-refused'],
  ['4130', aSearchset([], [anOutcome('4130', 'fatal')]), 'epic-restricted'],
  ['4134', aSearchset([], [anOutcome('4101'), anOutcome('4134', 'information')]), 'epic-restricted'],
  ['something withheld', aSearchset([], [anOutcome('4101'), anOutcome('59204')]), 'epic-restricted'],
  ['an ignored parameter', aSearchset([], [anOutcome('4101'), anOutcome('59100', 'information')]), 'epic-set-up'],
  ['a total of three and no patient', { ...aSearchset(), total: 3 }, 'epic-invalid-answer'],
  ['an entry without sense', { ...aSearchset(), entry: [{}] }, 'epic-invalid-answer'],
  ['a foreign next page', aSearchset([], [], 'https://evil.example.net/Patient'), 'epic-invalid-answer'],
  ['4101 beside an issue that cannot be read', saying({ issue: [...issuesOf('4101'), null] }), 'epic-invalid-answer'],
  ['4101 and 4118 in one issue', saying({ issue: [twice('4101', '4118')] }), 'epic-refused'],
  ['an error that is marked as included', { ...aSearchset(), entry: [includedError] }, 'epic-invalid-answer'],
])('does not say "none" after %s (R65)', async (_, body, expected, status = 200) => {
  expect((await ask(() => fhirResponse(body, status))).answer).toBe(expected)
})

it('takes 59133 for "too many" where the data were whole (R65)', async () => {
  const { answer } = await ask(() => fhirResponse(aSearchset([], [anOutcome('59133', 'information')])), byBirthDate)
  expect(answer).toBe('too-many')
})

it.each<[string, fhir4.Bundle]>([
  ['59204', aSearchset(ids('eAna'), [anOutcome('59204')])],
  ['4119', aSearchset(ids('eAna'), [anOutcome('4119')])],
  ['4131', aSearchset(ids('eAna'), [anOutcome('4131', 'fatal')])],
  ['an entry without sense', { ...aSearchset(ids('eAna')), entry: [{ resource: anEpicPatient() }, {}] }],
  ['a foreign next page', aSearchset(ids('eAna'), [], 'https://evil.example.net/Patient')],
])('shows who was found, and says that some are withheld, after %s (R65)', async (_, bundle) => {
  const { answer, seen } = await ask(() => fhirResponse(bundle))
  expect(answer).toBe('eAna, some withheld')
  expect(seen.length).toBe(1)
})

it('says "too many" for more than ten, and reads no further page (R29)', async () => {
  const eleven = ids(...Array.from({ length: 11 }, (_, index) => `e${index}`))
  const { answer, seen } = await ask(() => fhirResponse(aSearchset(eleven, [], 'Patient?sessionID=17')))
  expect(answer).toBe('too-many')
  expect(seen.length).toBe(1)
})

function count(bundle: fhir4.Bundle): Promise<PatientSearchAnswer> {
  const { options } = playedServer(() => fhirResponse(bundle))
  return searchPatients(createFhirClient(options), byTelephone, oneFormat)
}

it('counts more than ten where Epic listed them all, and in no other case', async () => {
  const many = ids(...Array.from({ length: 31 }, (_, index) => `e${index}`))
  expect(await count(aSearchset(many))).toEqual({ kind: 'too-many', count: 31 })
  expect(await count(aSearchset(many, [], 'Patient?sessionID=17'))).toEqual({ kind: 'too-many' })
  expect(await count(aSearchset(many, [anOutcome('4127', 'fatal')]))).toEqual({ kind: 'too-many' })
  expect(await count({ ...aSearchset(many), entry: [...(aSearchset(many).entry ?? []), {}] })).toEqual({
    kind: 'too-many',
  })
})

it.each<[string, number | null, number | null, number | null]>([
  ['both formats count as many', 31, 31, 31],
  ['one counts more', 31, 29, 31],
  ['the other counts more', 12, 31, 31],
  ['one found nobody', 31, 0, 31],
  ['one lists not all', 31, null, null],
  ['one found some who may not be among them', 31, 2, null],
])('says the greatest count of a shared number where %s', async (_, dashed, e164, expected) => {
  const { options } = playedServer((request) => {
    const size = isDashed(request) ? dashed : e164
    if (size === null) return fhirResponse(aSearchset([], [anOutcome('4127', 'fatal')]))
    return fhirResponse(aSearchset(ids(...Array.from({ length: size }, (_, index) => `e${index}`))))
  })
  const answer = await searchPatients(createFhirClient(options), byTelephone, aPolicy())
  expect(answer).toEqual({ kind: 'too-many', ...(expected === null ? {} : { count: expected }) })
})

it('reads page after page, over empty ones too, until there is no next', async () => {
  const pages = [
    aSearchset(ids('eAna'), [], 'Patient?sessionID=17-1'),
    aSearchset([], [], 'Patient?sessionID=17-2'),
    aSearchset(ids('eAna', 'eLeo')),
  ]
  const { answer, seen } = await ask((_, count) => fhirResponse(pages[count - 1]))
  expect(answer).toBe('eAna eLeo')
  expect(seen.map((request) => request.init.method)).toEqual(['POST', 'GET', 'GET'])
})

it('fails as a whole when a later page fails: the one who calls may stand on it (R66)', async () => {
  const { answer } = await ask((_, count) =>
    count === 1 ? fhirResponse(aSearchset(ids('eAna'), [], 'Patient?sessionID=17')) : otherResponse('<html>'),
  )
  expect(answer).toBe('epic-invalid-answer')
})

it('does not follow pages for ever', async () => {
  const { answer, seen } = await ask((_, count) =>
    fhirResponse(aSearchset(ids('eAna'), [], `Patient?sessionID=${count}`)),
  )
  expect(answer).toBe('eAna, some withheld')
  expect(seen.length).toBe(25)
})

it('begins again once when the paging session is over', async () => {
  const over = fhirResponse(anOutcome('4113', 'fatal'), 400)
  const first = aSearchset(ids('eAna'), [], 'Patient?sessionID=17')
  const mended = await ask((_, count) =>
    count === 2 ? over.clone() : fhirResponse(count === 1 ? first : aSearchset(ids('eLeo'))),
  )
  expect(mended.answer).toBe('eLeo')

  const broken = await ask((request) => (request.init.method === 'GET' ? over.clone() : fhirResponse(first)))
  expect(broken.answer).toBe('epic-invalid-answer')
  expect(broken.seen.length).toBe(4)
})

it.each([
  ['a page of a proxy', otherResponse('<html>')],
  ['a gateway that gave up', otherResponse('', 504)],
  ['an internal error', fhirResponse(aSearchset([], [anOutcome('59177', 'fatal')]))],
])('never asks twice for a next page that was lost, %s came: it begins again, once', async (_, lost) => {
  const first = aSearchset(ids('eAna'), [], 'Patient?sessionID=17')
  const { answer, seen } = await ask((_, count) =>
    count === 2 ? lost.clone() : fhirResponse([first, first, first, aSearchset(ids('eLeo'))][count - 1]),
  )
  expect(answer).toBe('eAna eLeo')
  expect(seen.map((request) => request.init.method)).toEqual(['POST', 'GET', 'POST', 'GET'])
})

it('asks for a next page again where Epic was too busy to give it', async () => {
  const first = aSearchset(ids('eAna'), [], 'Patient?sessionID=17')
  const { answer, seen } = await ask((_, count) =>
    count === 2 ? otherResponse('', 429) : fhirResponse(count === 1 ? first : aSearchset(ids('eLeo'))),
  )
  expect(answer).toBe('eAna eLeo')
  expect(seen.map((request) => request.init.method)).toEqual(['POST', 'GET', 'GET'])
})

it('begins again for no next page that is refused', async () => {
  const first = aSearchset(ids('eAna'), [], 'Patient?sessionID=17')
  const { answer, seen } = await ask((_, count) => (count === 1 ? fhirResponse(first) : otherResponse('', 403)))
  expect(answer).toBe('epic-refused')
  expect(seen.length).toBe(2)
})

const isDashed = (request: SeenRequest) => request.body === 'telecom=608-555-0142'

/** Finds Ana by the number with dashes, and meets every other format with the same reply. */
function onlyDashed(otherwise: Response | 'never'): Script {
  return (request) => (isDashed(request) ? fhirResponse(aSearchset(ids('eAna'))) : otherwise)
}

it('asks for the number in every format of the site, and counts nobody twice', async () => {
  const { answer, seen } = await ask(
    (request) => fhirResponse(aSearchset(isDashed(request) ? ids('eAna', 'eLeo') : ids('eAna'))),
    byTelephone,
    aPolicy({ phoneFormats: ['e164', 'dashed', 'e164'] }),
  )
  expect(answer).toBe('eAna eLeo')
  expect(seen.map((request) => request.body)).toEqual(['telecom=%2B16085550142', 'telecom=608-555-0142'])
})

it('shows who was found in one format, with a warning, when another failed (R65)', async () => {
  expect((await ask(onlyDashed(otherResponse('', 500)), byTelephone, aPolicy())).answer).toBe('eAna, some withheld')
})

it('shows who was found in one format when another is not answered in eight seconds (R68)', async () => {
  expect((await ask(onlyDashed('never'), byTelephone, aPolicy())).answer).toBe('eAna, some withheld')
})

it.each<[string, () => Response | 'never', string]>([
  ['failed', () => otherResponse('', 500), 'epic-unreachable'],
  ['was not answered', () => 'never', 'epic-too-slow'],
  ['was refused', () => fhirResponse('', 403), 'epic-refused'],
  ['was too little', () => fhirResponse(anOutcome('59159', 'fatal'), 400), 'too-little'],
])('does not say "none" when one format found nobody and another %s (R65)', async (_, respond, expected) => {
  const script: Script = (request) => (isDashed(request) ? fhirResponse(aSearchset()) : respond())
  expect((await ask(script, byTelephone, aPolicy())).answer).toBe(expected)
})

it('asks for names and dates once, whatever the formats of numbers', async () => {
  const { seen } = await ask(() => fhirResponse(aSearchset()), byBirthDate, aPolicy())
  expect(seen.length).toBe(1)
})

it('does not ask by number alone where the site refuses that', async () => {
  const { answer, seen } = await ask(() => fhirResponse(aSearchset()), byTelephone, aPolicy({ phoneSearch: 'refused' }))
  expect(answer).toBe('search-not-allowed')
  expect(seen).toEqual([])
})

it('has eight seconds for all pages and formats together (R68)', async () => {
  const { options, seen } = playedServer((_, count) =>
    count < 3 ? fhirResponse(aSearchset([], [], `Patient?sessionID=${count}`)) : 'never',
  )
  const start = options.now?.() ?? 0
  const search = searchPatients(createFhirClient(options), byTelephone, oneFormat)
  await expect(search).rejects.toMatchObject({ code: 'epic-too-slow' })
  expect((options.now?.() ?? 0) - start).toBe(8_000)
  expect(seen.length).toBe(3)
})

it('drops the answer when the call ended before it, found or not', async () => {
  const ended = new Error('the contact ended')
  const caller = new AbortController()
  const { options } = playedServer((request) => {
    if (!isDashed(request)) caller.abort(ended)
    return fhirResponse(aSearchset(ids('eAna')))
  })
  await expect(searchPatients(createFhirClient(options), byTelephone, aPolicy(), caller.signal)).rejects.toBe(ended)
})

it('reads back every answer that the facade writes', async () => {
  const patients = fc
    .uniqueArray(fc.stringMatching(/^[A-Za-z0-9]{1,8}$/), { minLength: 1, maxLength: 10 })
    .map((ids) => ids.map((id) => aPatientWeHold({ id })))
  const answers: fc.Arbitrary<PatientSearchAnswer> = fc.oneof(
    fc.record({ kind: fc.constant('found' as const), patients, someWithheld: fc.boolean() }),
    fc.constantFrom({ kind: 'none' } as const, { kind: 'too-little' } as const, { kind: 'too-many' } as const),
    fc.record({ kind: fc.constant('too-many' as const), count: fc.integer({ min: 11, max: 1_000 }) }),
  )
  await fc.assert(
    fc.asyncProperty(answers, fc.constantFrom(byTelephone, byBirthDate), async (answer, search) => {
      const bundle = writeSearchset(answer, 'https://broker.example.org/fhir/R4/Patient')
      const { options } = playedServer(() => fhirResponse(bundle))
      const client = createFhirClient({ ...options, peer: 'broker' })
      expect(await searchPatients(client, search, oneFormat)).toEqual(answer)
    }),
  )
})

it('never takes garbage for "none" (R66)', async () => {
  const outcome = fc.record({ resourceType: fc.constant('OperationOutcome'), issue: fc.jsonValue() })
  const entry = fc.record({ resource: fc.oneof(fc.jsonValue(), outcome) }, { requiredKeys: [] })
  const bundle = fc.record({
    resourceType: fc.constant('Bundle'),
    type: fc.constant('searchset'),
    entry: fc.array(fc.oneof(fc.jsonValue(), entry), { minLength: 1 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), bundle), async (body) => {
      expect((await ask(() => fhirResponse(body))).answer).not.toBe('none')
    }),
  )
})
