import { expect, it } from 'vitest'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { aPolicy } from '../fixtures/fhir/patient.ts'
import { fhirResponse, playedServer } from '../fixtures/fhir/played-server.ts'
import { aSearchset } from '../fixtures/fhir/searchset.ts'

it('gives a later page what the earlier ones left of the eight seconds, and does not wait beyond it (R68)', async () => {
  const { options, pauses } = playedServer((_, count) =>
    count % 2 === 1
      ? fhirResponse({}, 503, { 'Retry-After': '3' })
      : fhirResponse(aSearchset([], [], `Patient?sessionID=${count}`)),
  )
  const question = { by: 'telephone', telephone: '+16085550142' } as const
  const search = searchPatients(createFhirClient(options), question, aPolicy({ phoneFormats: ['dashed'] }))

  await expect(search).rejects.toMatchObject({ code: 'epic-unreachable', retryAfterMs: 3_000 })
  expect(pauses).toEqual([3_000, 3_000])
})

it('drops an outcome that comes after the caller gave up', async () => {
  const ended = new Error('the contact ended')
  const caller = new AbortController()
  const { options } = playedServer(() => fhirResponse(aSearchset()))
  const question = createFhirClient(options).asOneQuestion(async () => {
    caller.abort(ended)
    return 'an answer'
  }, caller.signal)
  await expect(question).rejects.toBe(ended)
})
