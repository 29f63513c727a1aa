import { expect, it } from 'vitest'
import { readSearchset, writeSearchset } from '../../src/fhir/bundle.ts'
import { combineAnswers } from '../../src/fhir/search-answer.ts'
import { anEpicPatient, aPatientWeHold, aPolicy } from '../fixtures/fhir/patient.ts'
import { aSearchset } from '../fixtures/fhir/searchset.ts'

const [ana, leo] = [aPatientWeHold({ id: 'eAna' }), aPatientWeHold({ id: 'eLeo' })]
const answer = { kind: 'found', patients: [ana, leo], someWithheld: false } as const

it('carries through the facade who was confirmed earlier, and who was not', () => {
  const page = readSearchset(writeSearchset({ ...answer, confirmedEarlier: ['eLeo'] }, 'https://self'), aPolicy())
  expect(page.confirmedEarlier).toEqual(['eLeo'])
  expect(page.patients.map(({ id }) => id)).toEqual(['eAna', 'eLeo'])
})

it('marks nobody who was not found, and nobody at all where there is no hint', () => {
  const strangers = writeSearchset({ ...answer, confirmedEarlier: ['eRosa'] }, 'https://self')
  expect(JSON.stringify(strangers)).not.toContain('eRosa')
  expect(JSON.stringify(writeSearchset(answer, 'https://self'))).not.toContain('meta')
})

it.each([
  ['a tag of another system', { tag: [{ system: 'http://hl7.org/tags', code: 'confirmed-earlier' }] }],
  ['another tag of ours', { tag: [{ system: 'urn:agent-widget:answer', code: 'none' }] }],
  ['a tag that is no list', { tag: 'confirmed-earlier' }],
  ['null', null],
])('takes %s for no mark', (_, meta) => {
  const patient = { ...anEpicPatient(), meta } as fhir4.Patient
  expect(readSearchset(aSearchset([patient]), aPolicy()).confirmedEarlier).toEqual([])
})

it('keeps the marks of all formats that were asked, each once', () => {
  const marked = { ...answer, confirmedEarlier: ['eLeo'] }
  expect(combineAnswers([marked, answer, marked])).toMatchObject({ confirmedEarlier: ['eLeo'] })
  expect(combineAnswers([answer])).not.toHaveProperty('confirmedEarlier')
})
