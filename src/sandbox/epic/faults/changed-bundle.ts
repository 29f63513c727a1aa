import type { EpicFault, Meeting } from './epic-fault.ts'

export type Entry = fhir4.BundleEntry<fhir4.FhirResource>
export type Searchset = fhir4.Bundle<fhir4.FhirResource>

/** Plays an answer with its bundle changed; what is no bundle of somebody, and leads to none, stays as it is. */
export function changed(change: (set: Searchset) => Searchset): EpicFault['play'] {
  return async ({ answer }: Meeting) => {
    const response = await answer()
    const text = await response.text()
    const resource = JSON.parse(text) as fhir4.FhirResource
    const isChanged = resource.resourceType === 'Bundle' && isOfSomebody(resource as Searchset)
    const { status, headers } = response
    return new Response(isChanged ? JSON.stringify(change(resource as Searchset)) : text, { status, headers })
  }
}

/** The searchset with this as its only next page. */
export function withNext(set: Searchset, url: string): Searchset {
  const others = (set.link ?? []).filter(({ relation }) => relation !== 'next')
  return { ...set, link: [...others, { relation: 'next', url }] }
}

function isOfSomebody({ total = 0, link = [] }: Searchset): boolean {
  return total > 0 || link.some(({ relation }) => relation === 'next')
}
