import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CertainMatchAnswer } from '../../src/domain/certain-match.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { findCertainMatch, readMatchAnswer, writeMatchAnswer } from '../../src/fhir/patient-match.ts'
import { anEpicPatient, aPolicy } from '../fixtures/fhir/patient.ts'
import { baseUrl, fhirResponse, otherResponse, playedServer } from '../fixtures/fhir/played-server.ts'
import { anOutcome, aSearchset } from '../fixtures/fhir/searchset.ts'

const ana = {
  given: 'Ana',
  family: 'Kessler',
  birthDate: '1980-02-29',
  legalSex: 'female',
  telephone: '+16085550142',
} as const

/** Answers of the real Epic's sandbox, with invented people in them. */
function captured(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/epic/${name}.json`, import.meta.url), 'utf8'))
}

/** The answer in words, or the code of the failure. */
async function ask(script: Parameters<typeof playedServer>[0]) {
  const { options, seen } = playedServer(script)
  const asked = findCertainMatch(createFhirClient(options), ana, aPolicy({ phoneFormats: ['dashed', 'e164'] }))
  const answer = await asked.then(inWords, (error: unknown) => {
    if (isIntegrationError(error)) return error.code
    throw error
  })
  return { answer, seen }
}

function inWords(answer: CertainMatchAnswer): string {
  return answer.kind === 'certain' ? `certain of ${answer.patient}` : answer.kind
}

/** A match as a server grades it. */
function graded(id: string, grade: string | null, score = 1): fhir4.BundleEntry<fhir4.FhirResource> {
  const extension =
    grade === null ? [] : [{ url: 'http://hl7.org/fhir/StructureDefinition/match-grade', valueCode: grade }]
  return { resource: anEpicPatient({ id }), search: { mode: 'match', score, extension } }
}

/** What no entry should be. */
const unreadable = null as unknown as fhir4.BundleEntry<fhir4.FhirResource>

function aMatch(...entry: fhir4.BundleEntry<fhir4.FhirResource>[]): fhir4.Bundle {
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }
}

describe('Epic', () => {
  it('is asked by POST, with the number in the first format of the site and nothing in the address', async () => {
    const { seen } = await ask(() => fhirResponse(captured('match-certain')))
    expect(seen[0]?.url).toBe(`${baseUrl}/Patient/$match`)
    expect(seen[0]?.init).toMatchObject({ method: 'POST', redirect: 'error', credentials: 'omit' })
    expect(seen[0]?.init.headers).toMatchObject({ 'Content-Type': 'application/fhir+json' })
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      parameter: [{ resource: { telecom: [{ value: '608-555-0142' }] } }, { valueBoolean: true }],
    })
  })

  it.each([
    ['match-certain', 200, 'certain of eAda0Example0w3'],
    ['match-no-result', 200, 'nobody'],
    ['match-not-certain', 400, 'not-certain'],
    ['match-several', 400, 'several'],
  ])('answers %s, with status %d', async (name, status, expected) => {
    const { answer, seen } = await ask(() => fhirResponse(captured(name), status))
    expect(answer).toBe(expected)
    expect(seen).toHaveLength(1)
  })

  it.each([
    ['59102', 'not-understood'],
    ['59138', 'not-offered'],
  ])('answers %s where it does not take the question: no failure either', async (code, expected) => {
    expect((await ask(() => fhirResponse(anOutcome(code, 'fatal'), 400))).answer).toBe(expected)
  })

  it('may pass over an identifier with a remark, and is certain all the same', async () => {
    const bundle = aMatch(graded('eAna', 'certain'), {
      resource: anOutcome('59109', 'information'),
      search: { mode: 'outcome' },
    })
    expect((await ask(() => fhirResponse(bundle))).answer).toBe('certain of eAna')
  })
})

describe('a server that grades', () => {
  it.each<[string, fhir4.BundleEntry<fhir4.FhirResource>[], string]>([
    ['a probable one is not certain, whatever its score', [graded('eAna', 'probable', 1)], 'not-certain'],
    ['one without a grade is not certain', [graded('eAna', null, 0.99)], 'not-certain'],
    [
      'guesses beside a certain one are passed over',
      [graded('eLeo', 'possible', 0.4), graded('eAna', 'certain')],
      'certain of eAna',
    ],
    ['an entry that cannot be read may be another', [graded('eAna', 'certain'), unreadable], 'not-certain'],
    ['an entry that cannot be read may be somebody', [unreadable], 'not-certain'],
    [
      'Epic’s doubt beside a certain one counts, however mildly it is put',
      [graded('eAna', 'certain'), { resource: anOutcome('59013', 'information') }],
      'not-certain',
    ],
    ['nobody was looked for with too little', [{ resource: anOutcome('59159') }], 'not-certain'],
    ['nobody was looked for where Epic failed', [{ resource: anOutcome('59177') }], 'not-certain'],
    ['two certain ones are several', [graded('eLeo', 'certain'), graded('eAna', 'certain')], 'several'],
    ['one certain twice is one', [graded('eAna', 'certain'), graded('eAna', 'certain')], 'certain of eAna'],
    ['nobody is nobody', [], 'nobody'],
  ])('%s', async (_, entries, expected) => {
    expect((await ask(() => fhirResponse(aMatch(...entries)))).answer).toBe(expected)
  })

  it('is not certain while a further page could hold another', async () => {
    const bundle = { ...aMatch(graded('eAna', 'certain')), link: [{ relation: 'next', url: `${baseUrl}/Patient?p=2` }] }
    expect((await ask(() => fhirResponse(bundle))).answer).toBe('not-certain')
  })
})

describe('a failure is never an answer (R65, R66)', () => {
  it.each<[string, () => Response, string]>([
    ['no registration for it', () => fhirResponse('', 403), 'epic-refused'],
    ['a page of the web server', () => otherResponse('<html>', 404), 'epic-set-up'],
    ['a page with 200', () => otherResponse('<html>'), 'epic-invalid-answer'],
    ['4118', () => fhirResponse(anOutcome('4118', 'fatal'), 400), 'epic-refused'],
    ['4131', () => fhirResponse(anOutcome('4131', 'fatal'), 403), 'epic-restricted'],
    ['4134 beside nobody', () => fhirResponse(aSearchset([], [anOutcome('4134', 'information')])), 'epic-restricted'],
    ['an unknown fatal issue', () => fhirResponse(aSearchset([], [anOutcome('9', 'fatal')])), 'epic-invalid-answer'],
    ['a certain one without an id', () => fhirResponse(aMatch(graded('<script>', 'certain'))), 'epic-invalid-answer'],
    ['the service down', () => otherResponse('', 503), 'epic-unreachable'],
  ])('%s', async (_, respond, code) => expect((await ask(respond)).answer).toBe(code))

  it('asks again like a search, for it only reads (R68)', async () => {
    const { answer, seen } = await ask((_, count) =>
      count === 1 ? otherResponse('', 503) : fhirResponse(captured('match-not-certain'), 400),
    )
    expect([answer, seen.length]).toEqual(['not-certain', 2])
  })

  it('never takes garbage for "certain"', () => {
    const entry = fc.record({ resource: fc.jsonValue(), search: fc.jsonValue() })
    fc.assert(
      fc.property(fc.array(fc.oneof(entry, fc.jsonValue())), (entries) => {
        const bundle = { resourceType: 'Bundle', type: 'searchset', entry: entries }
        try {
          expect(readMatchAnswer(bundle).kind).not.toBe('certain')
        } catch (error) {
          if (!isIntegrationError(error)) throw error
        }
      }),
    )
  })
})

it('reads back every answer that the facade writes, which holds an id and nothing else (R29)', () => {
  const answers: CertainMatchAnswer[] = [
    { kind: 'certain', patient: 'eAna' },
    ...(['nobody', 'not-certain', 'several', 'not-understood', 'not-offered'] as const).map((kind) => ({ kind })),
  ]
  for (const answer of answers) {
    const wire: unknown = JSON.parse(JSON.stringify(writeMatchAnswer(answer, 'https://broker.example.org')))
    expect(readMatchAnswer(wire)).toEqual(answer)
  }
})
