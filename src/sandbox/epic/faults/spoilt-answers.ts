import { toXml } from '../fhir/xml.ts'
import { proxyPage } from '../iis-pages.ts'
import type { EpicFault } from './epic-fault.ts'

const notRead = '“Epic’s answer could not be read”, and trying again'

/** Answers with status 200 that are no FHIR in JSON, or not a whole one. */
export const spoiltAnswers = {
  html: { at: 'everything', title: 'A proxy’s page with 200', sees: notRead, play: proxyPage },
  truncated: {
    at: 'patient-search',
    title: 'JSON that ends too early',
    sees: notRead,
    play: async ({ answer }) => {
      const whole = await (await answer()).text()
      return fhir(whole.slice(0, Math.floor(whole.length * 0.8)))
    },
  },
  'wrong-type': {
    at: 'patient-search',
    title: 'Text where JSON belongs',
    sees: notRead,
    play: async ({ answer }) => fhir(await (await answer()).text(), 'text/plain'),
  },
  xml: {
    at: 'patient-search',
    title: 'XML',
    sees: notRead,
    play: async ({ answer }) => {
      const resource = (await (await answer()).json()) as fhir4.FhirResource
      return fhir(toXml(resource), 'application/fhir+xml; charset=utf-8')
    },
  },
  empty: { at: 'patient-search', title: 'An empty body', sees: notRead, play: () => fhir('') },
  'empty-text': { at: 'patient-search', title: 'An empty JSON text: ""', sees: notRead, play: () => fhir('""') },
} as const satisfies Record<string, EpicFault>

function fhir(body: string, contentType = 'application/fhir+json; charset=utf-8'): Response {
  return new Response(body, { headers: { 'content-type': contentType } })
}
