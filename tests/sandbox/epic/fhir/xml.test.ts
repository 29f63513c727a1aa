// @vitest-environment jsdom
import { assert, constantFrom, property, string } from 'fast-check'
import { expect, it } from 'vitest'
import { toXml } from '../../../../src/sandbox/epic/fhir/xml.ts'
import { makePeople } from '../../../../src/sandbox/epic/people/population.ts'

function parsed(xml: string): Document {
  return new DOMParser().parseFromString(xml, 'application/xml')
}

it('writes elements in the order of the schema, whatever order they came in', () => {
  const patient: fhir4.Patient = {
    birthDate: '1980-02-29',
    name: [{ given: ['Ada', 'B'], family: 'Example', use: 'official' }],
    id: 'one',
    resourceType: 'Patient',
  }
  expect(toXml(patient)).toBe(
    '<?xml version="1.0" encoding="utf-8"?><Patient xmlns="http://hl7.org/fhir"><id value="one" />' +
      '<name><use value="official" /><family value="Example" /><given value="Ada" /><given value="B" /></name>' +
      '<birthDate value="1980-02-29" /></Patient>',
  )
})

it('writes urls of extensions as attributes, those of links as elements, and extensions of plain values inside them', () => {
  const nameless: fhir4.Patient = {
    resourceType: 'Patient',
    _birthDate: { extension: [{ url: 'u', valueCode: 'unknown' }] },
  }
  const bundle: fhir4.Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [{ relation: 'self', url: 'http://a/?b&c' }],
    entry: [{ resource: nameless }],
  }
  const xml = toXml(bundle)
  expect(xml).toContain('<link><relation value="self" /><url value="http://a/?b&amp;c" /></link>')
  expect(xml).toContain(
    '<resource><Patient><birthDate><extension url="u"><valueCode value="unknown" /></extension></birthDate></Patient></resource>',
  )
})

it('writes everybody of the population so that a parser reads them', () => {
  for (const patient of makePeople({ size: 100 })) {
    const document = parsed(toXml(patient))
    expect(document.querySelector('parsererror')).toBeNull()
    expect(document.querySelector('Patient > birthDate')?.getAttribute('value')).toBe(patient.birthDate)
  }
})

it('keeps any text of a name through a parser', () => {
  const text = string({ unit: constantFrom('a', '<', '>', '&', '"', "'", '\r', '\n', '\t', 'é', '王') })
  assert(
    property(text, (family) => {
      const document = parsed(toXml({ resourceType: 'Patient', name: [{ family }] }))
      expect(document.querySelector('family')?.getAttribute('value')).toBe(family)
    }),
  )
})
