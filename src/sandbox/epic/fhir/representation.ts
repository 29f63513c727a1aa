import { toXml } from './xml.ts'

/** What Epic answers with: its choice between JSON and XML, and the exact content type. */
interface Representation {
  readonly contentType: string
  readonly isJson: boolean
}

/**
 * Chooses as Epic does: the first of the types it knows in `_format`, then in `Accept`. XML where neither names one,
 * so a plain `fetch`, which accepts anything, gets XML (facts/epic.md 2.3).
 */
export function chooseRepresentation(accept: string | undefined, format: string | undefined): Representation {
  const asked = [format ?? '', ...(accept ?? '').split(',')].map((type) => type.split(';')[0]?.trim().toLowerCase())
  for (const type of asked) {
    if (type === 'application/fhir+json' || type === 'json') return json('application/fhir+json')
    if (type === 'application/json') return json(type)
    if (type === 'application/fhir+xml' || type === 'xml') return xml('application/fhir+xml')
    if (type === 'application/xml') return xml(type)
  }
  return xml('application/xml')
}

/** The response that carries a resource in that representation. */
export function represent(resource: fhir4.FhirResource, as: Representation, status = 200): Response {
  const body = as.isJson ? JSON.stringify(resource) : toXml(resource)
  return new Response(body, { status, headers: { 'content-type': as.contentType, 'cache-control': 'no-store' } })
}

function json(type: string): Representation {
  return { contentType: `${type}; charset=utf-8`, isJson: true }
}

function xml(type: string): Representation {
  return { contentType: `${type}; charset=utf-8`, isJson: false }
}
