import { expect, it } from 'vitest'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { compare } from '../../src/domain/match.ts'
import type { PatientSearchAnswer } from '../../src/domain/patient-search.ts'
import { readAppointment } from '../../src/fhir/appointment-resource.ts'
import { readTelephones } from '../../src/fhir/contact-point.ts'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { readPatient } from '../../src/fhir/patient-resource.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { epicFixture } from '../fixtures/epic-fixture.ts'
import { aPatientWeHold, aPolicy } from '../fixtures/fhir/patient.ts'
import { fhirResponse, playedServer } from '../fixtures/fhir/played-server.ts'

const today = '2026-11-24'
const epi = 'urn:oid:1.2.840.114350.1.13.0.1.7.5.737384.14'
const policy = aPolicy({ phoneFormats: ['dashed'], recordNumberSystems: [{ system: epi, label: 'Record number' }] })

/** What a search comes to where Epic answers every request so: what was found, or the code of the failure. */
async function searchWhere(answer: () => Response): Promise<PatientSearchAnswer | string> {
  const client = createFhirClient(playedServer(answer).options)
  const search = { by: 'name-and-birth-date', given: 'Ada', family: 'Example', birthDate: '1973-01-31' } as const
  try {
    return await searchPatients(client, search, policy)
  } catch (error) {
    return isIntegrationError(error) ? error.code : 'no code'
  }
}

it('reads a match of Epic’s: the record number of the site’s system alone, e-mail and masked numbers left out', async () => {
  const answer = await searchWhere(() => fhirResponse(epicFixture('searchset-one-match')))
  expect(answer).toEqual({
    kind: 'found',
    someWithheld: false,
    patients: [
      {
        id: 'eAda0Example0w3',
        names: [
          { use: 'official', family: 'Example', given: ['Ada'], text: 'Ada Example' },
          { use: 'usual', family: 'Example', given: ['Ada'], text: 'Ada Example' },
        ],
        birthDate: '1973-01-31',
        legalSex: 'female',
        telephones: [
          { e164: '+16085550142', use: 'home', isOld: false },
          { e164: '+16085550143', use: 'work', isOld: false },
        ],
        recordNumbers: [{ system: epi, value: '000001' }],
        town: 'MADISON',
        streetNumber: '1',
        isDeceased: false,
        isActive: true,
        isRestricted: false,
        replacedBy: null,
        replaces: [],
        language: 'en',
        interpreter: null,
      },
    ],
  })
})

it.each([
  ['no match', 'no-match', 200, { kind: 'none' }],
  ['no demographics beside a parameter that it does not know', 'unknown-parameter', 400, { kind: 'too-little' }],
  ['a range where one birth date belongs', 'birth-date-range', 400, { kind: 'too-little' }],
])('takes what Epic says of %s for what it is', async (_, name, status, expected) => {
  expect(await searchWhere(() => fhirResponse(epicFixture(name), status))).toEqual(expected)
})

it('takes an id that Epic does not know for no patient that can be read', async () => {
  const { options } = playedServer(() => fhirResponse(epicFixture('unknown-id'), 404))
  await expect(createFhirClient(options).readPatient('eNobody')).rejects.toMatchObject({ code: 'epic-set-up' })
})

interface HttpError {
  readonly status: number
  readonly body?: string
  readonly message?: string
  readonly 'content-type'?: string
  readonly 'www-authenticate'?: string
}

it.each([
  ['401_bad_token', 'epic-refused'],
  ['403_client_not_registered_for_api', 'epic-refused'],
  ['403_user_security', 'epic-refused'],
  ['404_unknown_route', 'epic-set-up'],
])('never takes %s for nobody, whatever body it comes with (R65)', async (name, code) => {
  const answer = () => {
    const error = (epicFixture('http-errors') as Record<string, HttpError>)[name]
    const headers = new Headers()
    for (const header of ['content-type', 'www-authenticate'] as const) {
      if (error?.[header] !== undefined) headers.set(header, error[header])
    }
    return new Response(error?.body ?? error?.message ?? null, { status: error?.status ?? 200, headers })
  }
  expect(await searchWhere(answer)).toBe(code)
})

it('reads one patient’s numbers alike, though Epic wrote them otherwise a year later and left one out', () => {
  const variants = epicFixture('telecom-variants') as Record<'2025' | '2026', unknown>
  const [before, after] = [variants[2025], variants[2026]].map((list) => readTelephones(list, 'US', today))
  expect(before).toEqual([{ e164: '+16085550151', use: 'home', isOld: false }, ...(after ?? [])])
  expect(after).toEqual([
    { e164: '+16085550152', use: 'work', isOld: false },
    { e164: '+16085550153', use: 'mobile', isOld: false },
  ])

  const ani = { kind: 'number', e164: '+16085550153' } as const
  const nothing = { birthDate: null, given: null, family: null }
  for (const telephones of [before ?? [], after ?? []]) {
    expect(compare(aPatientWeHold({ telephones }), nothing, ani).telephone).toBe('agrees')
  }
})

it('reads a Dutch patient: own name and the partner’s, no number of this country, no masked identifier', () => {
  expect(readPatient(epicFixture('patient-dutch') as fhir4.Patient, aPolicy(), today)).toEqual({
    id: 'eSaskia0Example0w3',
    names: [
      { use: 'official', family: 'Vermeulen', given: ['Saskia', 'S.'], text: 'S. Vermeulen' },
      { use: 'other', family: 'van Dalen', given: ['Saskia', 'S.'], text: null },
      { use: 'usual', family: 'Vermeulen', given: ['Saskia', 'S.'], text: 'Saskia Vermeulen' },
    ],
    birthDate: '1981-04-27',
    legalSex: 'female',
    telephones: [{ e164: null, use: 'mobile', isOld: false }],
    recordNumbers: [],
    town: 'VOORBEELD',
    isDeceased: false,
    isActive: true,
    isRestricted: false,
    interpreter: null,
    streetNumber: '1',
    replacedBy: null,
    replaces: [],
    language: null,
  })
})

it('takes nothing of the people whom a patient names as contacts: neither their names nor their numbers', () => {
  const patient = readPatient(epicFixture('patient-dutch-contacts') as fhir4.Patient, aPolicy({ country: 'US' }), today)
  expect(patient).toMatchObject({
    names: [
      { use: 'official', family: 'Orbeeld', given: ['V.O.'], text: 'V.O. Orbeeld' },
      { use: 'usual', family: 'Orbeeld', given: ['V.O.'], text: 'V.O. Orbeeld' },
    ],
    birthDate: '1979-12-30',
    legalSex: 'unknown',
    telephones: [],
    town: null,
  })
  expect(JSON.stringify(patient)).not.toMatch(/Naaste|Voogd|Iris|31 ?6/)
})

it('survives an appointment of STU3, whose category is no list and whose references are whole addresses', () => {
  expect(readAppointment(epicFixture('appointment-dutch'), 'eSaskia0Example0w3')).toEqual({
    id: 'eAfspraak0Voorbeeld0w3',
    kind: 'appointment',
    status: 'pending',
    start: '2026-11-30T08:20:00.000Z',
    specialty: 'controle op afstand',
    who: 'P. Ploeg, cardioloog',
    where: 'Hart- en vaatcentrum',
  })
  expect(readAppointment(epicFixture('appointment-dutch'), 'eSomebodyElse')).toBe('not-expected')
})
