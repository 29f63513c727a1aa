import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readPatient } from '../../src/fhir/patient-resource.ts'
import { aPolicy } from '../fixtures/fhir/patient.ts'

/** A resource of a real Epic, with an invented person in it. */
function captured(name: string): fhir4.Patient {
  return JSON.parse(readFileSync(new URL(`../fixtures/epic/${name}.json`, import.meta.url), 'utf8'))
}

it('reads a Dutch patient: own name and the partner’s, no number of this country, no masked identifier', () => {
  expect(readPatient(captured('patient-dutch'), aPolicy(), '2026-11-24')).toEqual({
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
