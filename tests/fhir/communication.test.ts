import { expect, it } from 'vitest'
import { readInterpreter, readLanguage } from '../../src/fhir/communication.ts'

const english = { language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'en' }], text: 'English' } }

it('takes the preferred language, else the first', () => {
  const spanish = { language: { coding: [{ code: 'es', display: 'Spanish' }], text: 'Spanish' }, preferred: true }
  expect(readLanguage([english, spanish])).toBe('es')
  expect(readLanguage([english, { ...spanish, preferred: false }])).toBe('en')
  expect(readLanguage([])).toBeNull()
})

it.each([
  [{ coding: [{ code: '132', display: 'Hmong' }], text: 'Hmong' }, 'Hmong'],
  [{ coding: [{ code: 'SPA', display: 'Spanish' }] }, 'Spanish'],
  [{ coding: [{ code: '132' }, { code: 'zh-Hans' }] }, 'zh-Hans'],
  [{ coding: [{ code: '132' }] }, '132'],
  [null, null],
])('reads the language %o as %o: a tag before a word, a word before a code', (language, expected) => {
  expect(readLanguage([{ language }])).toBe(expected)
})

const required = (valueBoolean: unknown) => [
  { url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean },
]
const needed = (code: unknown) => [
  {
    url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed',
    valueCoding: { system: 'http://snomed.info/sct', code },
  },
]

it.each([
  [required(true), 'needed'],
  [required(false), 'not-needed'],
  [needed('373066001'), 'needed'],
  [needed('373067005'), 'not-needed'],
  [needed('toString'), null],
  [required('yes'), null],
  [null, null],
])('reads of %o that an interpreter is: %o', (extension, expected) => expect(readInterpreter(extension)).toBe(expected))
