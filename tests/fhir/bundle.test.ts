import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { readSearchset, writeSearchset } from '../../src/fhir/bundle.ts'
import { anEpicPatient, aPatientWeHold, aPolicy } from '../fixtures/fhir/patient.ts'
import { anOutcome, aSearchset } from '../fixtures/fhir/searchset.ts'

/** An issue whose second coding is the one that counts. */
function anIssue(severity: string, code: string, system = 'urn:oid:1.2.840.114350.1.13.5325.1.7.2.657369') {
  const coding = [
    { system: 'urn:other', code: '4127' },
    { system, code },
  ]
  return { severity, details: { coding } }
}

const read = (body: unknown) => readSearchset(body, aPolicy())

/** What reading came to: a page, or the code of the failure; anything else that is thrown goes on. */
function outcomeOf(body: unknown): string {
  try {
    read(body)
    return 'a page'
  } catch (error) {
    if (isIntegrationError(error)) return error.code
    throw error
  }
}

it('reads patients and outcomes beside each other, whatever the total says', () => {
  const bundle = { ...aSearchset([anEpicPatient()], [anOutcome('59204')], 'Patient?sessionID=17'), total: 31 }
  const page = read(bundle)
  expect(page.patients.map((patient) => patient.id)).toEqual(['eAna'])
  expect(page.issues.map((issue) => issue.meaning)).toEqual(['withheld'])
  expect(page).toMatchObject({ hasUnread: false, next: 'Patient?sessionID=17' })
})

it('counts a patient once who comes twice', () => {
  expect(read(aSearchset([anEpicPatient(), anEpicPatient()])).patients.length).toBe(1)
})

it('reads entries without `search`, and a bundle without entries', () => {
  const bundle = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: anEpicPatient() }] }
  expect(read(bundle).patients.length).toBe(1)
  expect(read({ ...bundle, entry: undefined })).toMatchObject({ patients: [], hasUnread: false })
  expect(read({ ...bundle, entry: [] })).toMatchObject({ patients: [], hasUnread: false })
})

it.each([
  ['without a resource', { search: { mode: 'match' } }],
  ['of null', null],
  ['with a patient without id', { resource: { resourceType: 'Patient' } }],
  ['with markup for an id', { resource: anEpicPatient({ id: '<b>' }) }],
  ['with something else', { resource: { resourceType: 'Observation' } }],
  [
    'with an outcome that says nothing',
    { resource: { resourceType: 'OperationOutcome' }, search: { mode: 'outcome' } },
  ],
])('remembers that it could not read an entry %s (R66)', (_, entry) => {
  expect(read({ resourceType: 'Bundle', type: 'searchset', entry: [entry] }).hasUnread).toBe(true)
})

it('does not mind what was included beside the patients', () => {
  const included = { resource: { resourceType: 'Provenance' }, search: { mode: 'include' } }
  expect(read({ resourceType: 'Bundle', type: 'searchset', entry: [included] }).hasUnread).toBe(false)
})

it("knows Epic's codes by the end of their system, and ranks the gravest issue first", () => {
  const outcome = {
    resourceType: 'OperationOutcome',
    issue: [
      anIssue('information', '59100'),
      anIssue('fatal', '59159'),
      { severity: 'strange' },
      anIssue('warning', '4101', 'urn:x'),
    ],
  }
  const page = read({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: outcome }] })
  expect(page.issues.map(({ severity, meaning }) => `${severity} ${meaning}`)).toEqual([
    'fatal too-little',
    'error other',
    'warning other',
    'information parameter-problem',
  ])
})

it('tells a link without an address from no link', () => {
  expect(read(aSearchset()).next).toBeNull()
  expect(read({ ...aSearchset(), link: [{ relation: 'next' }] }).next).toBe('')
})

it('throws nothing but "invalid answer", whatever JSON comes (R66)', () => {
  const entry = fc.record(
    { resource: fc.oneof(fc.jsonValue(), fc.constant(anEpicPatient())), search: fc.jsonValue() },
    { requiredKeys: [] },
  )
  const bundle = fc.record({
    resourceType: fc.constant('Bundle'),
    type: fc.constant('searchset'),
    total: fc.jsonValue(),
    link: fc.oneof(fc.jsonValue(), fc.array(fc.record({ relation: fc.constant('next'), url: fc.jsonValue() }))),
    entry: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), entry))),
  })
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), bundle), (body) => {
      expect(['a page', 'epic-invalid-answer']).toContain(outcomeOf(body))
    }),
  )
})

it('writes into the answer of the facade nothing but our own patients (R29)', () => {
  const patients = [aPatientWeHold()]
  const bundle = writeSearchset(
    { kind: 'found', patients, someWithheld: false },
    'https://broker.example.org/fhir/R4/Patient',
  )
  expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 1 })
  expect(bundle.entry?.map((entry) => entry.search?.mode)).toEqual(['match'])
})
