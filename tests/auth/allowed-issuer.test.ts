import { expect, it } from 'vitest'
import { allowedIssuer } from '../../src/auth/allowed-issuer.ts'

const base = 'https://epic.example.org/interconnect/api/FHIR/R4'
const allowed = ['https://other.example.org/api/FHIR/R4', base]

it.each([
  base,
  `${base}/`,
  'https://EPIC.Example.org/interconnect/api/FHIR/R4',
  'HTTPS://epic.example.org:443/interconnect/api/FHIR/R4//',
])('takes %s for the Epic of the list, as the list writes it', (issuer) => {
  expect(allowedIssuer(issuer, allowed)).toBe(base)
})

it.each([
  'https://epic.example.org/interconnect/api/FHIR/DSTU2',
  'https://epic.example.org/interconnect/api/fhir/r4',
  'http://epic.example.org/interconnect/api/FHIR/R4',
  'https://epic.example.org:8443/interconnect/api/FHIR/R4',
  'https://epic.example.org.evil.example/interconnect/api/FHIR/R4',
  'https://epic.example.org@evil.example/interconnect/api/FHIR/R4',
  'https://user:word@epic.example.org/interconnect/api/FHIR/R4',
  `${base}?x=1`,
  `${base}#x`,
  `${base}/../../../evil`,
  'epic.example.org',
  '',
])('takes %s for no Epic of the list (R37)', (issuer) => {
  expect(allowedIssuer(issuer, allowed)).toBeNull()
})

it('writes the list’s own spelling, whatever came', () => {
  expect(allowedIssuer(base, [`${base}/`])).toBe(`${base}/`)
})
