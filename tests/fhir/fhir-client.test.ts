import { expect, it } from 'vitest'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { createFhirClient, type FhirClientOptions } from '../../src/fhir/fhir-client.ts'
import { writeFailure } from '../../src/fhir/operation-outcome.ts'
import { baseUrl, fhirResponse, otherResponse, playedServer } from '../fixtures/fhir/played-server.ts'
import { anOutcome, aSearchset } from '../fixtures/fhir/searchset.ts'

const params = new URLSearchParams({ telecom: '+16085550142' })

async function failureOf(options: FhirClientOptions, signal?: AbortSignal) {
  try {
    await createFhirClient(options).search('Patient', params, signal)
    return 'no failure'
  } catch (error) {
    return isIntegrationError(error) ? error.code : error
  }
}

it('asks by POST, with the number in the body and no header but the four that Epic allows', async () => {
  const { options, seen } = playedServer(() => fhirResponse(aSearchset()))
  await createFhirClient({ ...options, baseUrl: `${baseUrl}/` }).search('Patient', params)

  expect(seen[0]?.url).toBe(`${baseUrl}/Patient/_search`)
  expect(seen[0]?.body).toBe('telecom=%2B16085550142')
  expect(seen[0]?.init).toMatchObject({
    method: 'POST',
    redirect: 'error',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  })
  // Chromium would ask for a preflight before every search.
  expect(seen[0]?.init).not.toHaveProperty('cache')
  expect(seen[0]?.init.headers).toEqual({
    Accept: 'application/fhir+json',
    'Content-Type': 'application/x-www-form-urlencoded',
    Authorization: 'Bearer token-1',
  })
})

it('keeps what it read out of every cache', async () => {
  const { options, seen } = playedServer(() => fhirResponse({ resourceType: 'Patient', id: 'eAna' }))
  await createFhirClient(options).readPatient('eAna')
  expect(seen[0]?.init).toMatchObject({ method: 'GET', cache: 'no-store' })
})

it('asks in the turn in which it was asked to, where a token is at hand, and for a token where none is', async () => {
  const { options, seen } = playedServer(() => fhirResponse(aSearchset()))
  const held = { token: null as string | null }
  const client = createFhirClient({ ...options, accessToken: { ...options.accessToken, held: () => held.token } })
  const first = client.search('Patient', params)
  expect(seen).toHaveLength(0)
  await first

  held.token = 'token-at-hand'
  const second = client.search('Patient', params)
  expect(seen).toHaveLength(2)
  await second
  await expect(client.search('Patient', params, AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up')
  expect(seen.map(({ init }) => new Headers(init.headers).get('Authorization'))).toEqual([
    'Bearer token-1',
    'Bearer token-at-hand',
  ])
})

it.each([429, 502, 503, 504])('asks again after %d, and takes the answer that then comes (R68)', async (status) => {
  const { options, seen } = playedServer((_, count) =>
    count === 1 ? otherResponse('busy', status) : fhirResponse(aSearchset()),
  )
  expect(await failureOf(options)).toBe('no failure')
  expect(seen.length).toBe(2)
})

it.each([
  [429, 'epic-busy'],
  [502, 'epic-unreachable'],
  [503, 'epic-unreachable'],
])('gives up after two retries on %d (R68)', async (status, code) => {
  const { options, seen } = playedServer(() => otherResponse('', status))
  expect(await failureOf(options)).toBe(code)
  expect(seen.length).toBe(3)
})

it('asks again after the network failed, and names the party that cannot be reached (R68)', async () => {
  const epic = playedServer(() => new TypeError('fetch failed'))
  expect(await failureOf(epic.options)).toBe('epic-unreachable')
  expect(epic.seen.length).toBe(3)

  const broker = playedServer(() => new TypeError('fetch failed'))
  expect(await failureOf({ ...broker.options, peer: 'broker' })).toBe('broker-unreachable')
})

it('waits longer before the second retry, and not for every agent the same (R68)', async () => {
  const early = playedServer(() => otherResponse('', 503))
  const late = playedServer(() => otherResponse('', 503))
  await failureOf({ ...early.options, random: () => 0 })
  await failureOf({ ...late.options, random: () => 1 })
  expect(early.pauses).toEqual([125, 250])
  expect(late.pauses).toEqual([250, 500])
})

it.each([
  ['seconds', '3', 3_000],
  ['a date', 'Tue, 24 Nov 2026 12:00:02 GMT', 2_000],
  ['a date in the past', 'Tue, 24 Nov 2020 12:00:00 GMT', 187.5],
  ['a negative number', '-5', 187.5],
  ['no sense', 'soon', 187.5],
])('waits as Retry-After asks with %s (R68)', async (_, header, pause) => {
  const { options, pauses } = playedServer((_, count) =>
    count === 1 ? fhirResponse({}, 429, { 'Retry-After': header }) : fhirResponse(aSearchset()),
  )
  expect(await failureOf(options)).toBe('no failure')
  expect(pauses).toEqual([pause])
})

it.each([
  ['60', 60_000],
  ['999999999999999999', 86_400_000],
  ['9', 9_000],
])('says when to come back, and does not wait, when Retry-After is %s s (R68)', async (header, retryAfterMs) => {
  const { options, pauses } = playedServer(() => fhirResponse({}, 429, { 'Retry-After': header }))
  const search = createFhirClient(options).search('Patient', params)
  await expect(search).rejects.toMatchObject({ code: 'epic-busy', retryAfterMs })
  expect(pauses).toEqual([])
})

it('gives up after eight seconds when Epic never answers (R68)', async () => {
  const { options } = playedServer(() => 'never')
  const start = options.now?.() ?? 0
  expect(await failureOf(options)).toBe('epic-too-slow')
  expect((options.now?.() ?? 0) - start).toBe(8_000)
})

it('counts the time of the first try against the retries (R68)', async () => {
  const { options, seen } = playedServer((_, count) => (count === 1 ? otherResponse('', 503) : 'never'))
  const start = options.now?.() ?? 0
  expect(await failureOf(options)).toBe('epic-too-slow')
  expect(seen.length).toBe(2)
  expect((options.now?.() ?? 0) - start).toBe(8_000)
})

it('gets one new token when Epic refuses the first, and asks once more (R68)', async () => {
  const { options, seen, tokens } = playedServer((request) =>
    request.token === 'Bearer token-1' ? fhirResponse('', 401) : fhirResponse(aSearchset()),
  )
  expect(await failureOf(options)).toBe('no failure')
  expect(seen.map((request) => request.token)).toEqual(['Bearer token-1', 'Bearer token-1-renewed-1'])
  expect(tokens.renewed).toBe(1)
})

it('does not renew for ever when Epic refuses the new token too (R68)', async () => {
  const { options, seen } = playedServer(() => fhirResponse('', 401))
  expect(await failureOf(options)).toBe('epic-refused')
  expect(seen.length).toBe(2)
})

it.each([
  ['an empty 403', otherResponse('', 403), 'epic-refused'],
  ['403 with 4118', fhirResponse(anOutcome('4118', 'fatal'), 403), 'epic-refused'],
  ['400 with 4118', fhirResponse(anOutcome('4118', 'fatal'), 400), 'epic-refused'],
  ['403 with 4130', fhirResponse(anOutcome('4130', 'fatal'), 403), 'epic-restricted'],
  ['403 with 4131', fhirResponse(anOutcome('4131', 'fatal'), 403), 'epic-restricted'],
  ['400 for a bad parameter', fhirResponse(anOutcome('4115', 'fatal'), 400), 'epic-set-up'],
  ['the 404 page of a wrong address', otherResponse('<html>', 404), 'epic-set-up'],
  ['a plain 500', otherResponse('', 500), 'epic-unreachable'],
])('never asks again after %s (R68)', async (_, response, code) => {
  const { options, seen } = playedServer(() => response.clone())
  expect(await failureOf(options)).toBe(code)
  expect(seen.length).toBe(1)
})

const garbage: [string, () => Response][] = [
  ['an HTML page', () => otherResponse('<html>Sign in</html>')],
  ['half a file', () => otherResponse('{"resourceType":"Bundle","type":"sea', 200, 'application/fhir+json')],
  ['JSON under the name of text', () => otherResponse(JSON.stringify(aSearchset()), 200, 'text/plain')],
  ['XML', () => otherResponse('<Bundle/>', 200, 'application/fhir+xml')],
  ['an empty string', () => fhirResponse('')],
  ['nothing', () => otherResponse('', 200, 'application/json')],
  ['204', () => new Response(null, { status: 204 })],
  ['null', () => fhirResponse(null)],
  ['a Patient', () => fhirResponse({ resourceType: 'Patient', id: 'eAna' })],
  ['a lone "no results"', () => fhirResponse(anOutcome('4101'))],
  ['"no results" as a 404 to a search', () => fhirResponse(anOutcome('4101'), 400)],
  ['a history instead of a search', () => fhirResponse({ ...aSearchset(), type: 'history' })],
  ['entries that are no list', () => fhirResponse({ ...aSearchset(), entry: {} })],
  ['an internal error of Epic', () => fhirResponse(aSearchset([], [anOutcome('59177', 'fatal')]))],
]

it.each(garbage)('asks once more after %s, then calls it an invalid answer (R66)', async (_, respond) => {
  const { options, seen } = playedServer(respond)
  expect(await failureOf(options)).toBe('epic-invalid-answer')
  expect(seen.length).toBe(2)
})

it('takes a good answer after an invalid one (R66)', async () => {
  const { options } = playedServer((_, count) => (count === 1 ? otherResponse('<html>') : fhirResponse(aSearchset())))
  expect(await failureOf(options)).toBe('no failure')
})

it('hands on "too few data" as an answer, though Epic says 400', async () => {
  const { options } = playedServer(() => fhirResponse(anOutcome('59159', 'fatal'), 400))
  const bundle = await createFhirClient(options).search('Patient', params)
  expect(bundle.entry?.[0]?.resource).toEqual(anOutcome('59159', 'fatal'))
})

it('throws the code of the broker as it is, without asking again', async () => {
  for (const [status, code] of [
    [403, 'contact-not-yours'],
    [429, 'budget-spent'],
    [502, 'epic-unreachable'],
  ] as const) {
    const { options, seen } = playedServer(() => fhirResponse(writeFailure(code), status))
    expect(await failureOf({ ...options, peer: 'broker' })).toBe(code)
    expect(seen.length).toBe(1)
  }
})

it('does not ask the broker again about a busy Epic that it has waited for, and does where it names a time (R68)', async () => {
  const waited = playedServer(() => fhirResponse(writeFailure('epic-busy'), 429))
  expect(await failureOf({ ...waited.options, peer: 'broker' })).toBe('epic-busy')
  expect(waited.seen.length).toBe(1)

  const full = playedServer(() => fhirResponse(writeFailure('epic-busy'), 429, { 'Retry-After': '1' }))
  expect(await failureOf({ ...full.options, peer: 'broker' })).toBe('epic-busy')
  expect(full.pauses).toEqual([1_000, 1_000])
})

it('names no time to come back where it came back at that time, twice, in vain (R68)', async () => {
  const { options, pauses } = playedServer(() => fhirResponse({}, 429, { 'Retry-After': '1' }))
  const search = createFhirClient(options).search('Patient', params)
  await expect(search).rejects.toMatchObject({ code: 'epic-busy', retryAfterMs: null })
  expect(pauses).toEqual([1_000, 1_000])
})

it('asks again while Connect has not said yet whose contact it is, until the time is over (R68)', async () => {
  const lagging = playedServer((_, count) =>
    count < 6
      ? fhirResponse(writeFailure('contact-not-yet-yours'), 409, { 'Retry-After': '1' })
      : fhirResponse(aSearchset()),
  )
  expect(await failureOf({ ...lagging.options, peer: 'broker' })).toBe('no failure')

  const never = playedServer(() => fhirResponse(writeFailure('contact-not-yet-yours'), 409, { 'Retry-After': '1' }))
  expect(await failureOf({ ...never.options, peer: 'broker' })).toBe('contact-not-yet-yours')
  expect(never.seen.length).toBe(8)
})

it('says that Connect was waited for, and not Epic, where the time ends while the broker is asked once more (R68)', async () => {
  const slow = playedServer((_, count) =>
    count < 3 ? fhirResponse(writeFailure('contact-not-yet-yours'), 409, { 'Retry-After': '1' }) : 'never',
  )
  expect(await failureOf({ ...slow.options, peer: 'broker' })).toBe('contact-not-yet-yours')
})

it('renews the token of the contact when the broker says that it is over', async () => {
  const { options } = playedServer((_, count) =>
    count === 1 ? fhirResponse(writeFailure('contact-token-over'), 401) : fhirResponse(aSearchset()),
  )
  expect(await failureOf({ ...options, peer: 'broker' })).toBe('no failure')
})

it('ends with the reason of the caller when the call ends before the answer', async () => {
  const ended = new Error('the contact ended')
  const caller = new AbortController()
  const { options } = playedServer(() => {
    caller.abort(ended)
    return new Promise<Response>(() => undefined)
  })
  expect(await failureOf(options, caller.signal)).toBe(ended)
})

it('asks nothing for a call that ended already', async () => {
  const ended = new Error('the contact ended')
  const { options, seen } = playedServer(() => fhirResponse(aSearchset()))
  expect(await failureOf(options, AbortSignal.abort(ended))).toBe(ended)
  expect(seen).toEqual([])
})

it('lets a failure to get a token through as it is', async () => {
  const { options, seen } = playedServer(() => fhirResponse(aSearchset()))
  const fault = new RangeError('a fault of ours')
  const accessToken = { current: () => Promise.reject(fault), renew: () => Promise.reject(fault) }
  expect(await failureOf({ ...options, accessToken })).toBe(fault)
  expect(seen).toEqual([])
})

it('holds no number, token or body in the failure it throws', async () => {
  const { options } = playedServer(() => otherResponse('patient Ana Kessler 608-555-0142', 400))
  const error: unknown = await createFhirClient(options)
    .search('Patient', params)
    .catch((thrown: unknown) => thrown)
  expect(String(error)).toBe('IntegrationError: epic-invalid-answer')
  expect(JSON.stringify(error)).not.toMatch(/Kessler|0142|token-/)
})
