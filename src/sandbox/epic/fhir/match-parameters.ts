/** What a `$match` asked for, as far as Epic looks at it. `ignored` are the elements that it passes over with a remark. */
export interface AskedPatient {
  readonly family: string
  readonly given: readonly string[]
  readonly birthDate: string
  readonly telephones: readonly string[]
  readonly addresses: readonly fhir4.Address[]
  readonly ignored: readonly string[]
}

/** Identifiers of Epic's own, which Epic does not match by. */
const epicSystem = /^urn:oid:1\.2\.840\.114350\.|^https?:\/\/open\.epic\.com\//

/**
 * Reads the Parameters of a `$match` as Epic does (facts/epic.md 1.5).
 *
 * `not-understood` where it is no such resource, or `onlyCertainMatches` is no boolean: the text "true" of Epic's own
 * sample is none. `not-only-certain` where it is false or absent. Of several official names the first counts.
 */
export function readMatch(body: unknown): AskedPatient | 'not-understood' | 'not-only-certain' {
  const parameters = isParameters(body) ? listOf(body.parameter) : []
  const patient = parameters.find(({ name }) => name === 'resource')?.resource
  if (!isPatient(patient)) return 'not-understood'

  const only = parameters.find(({ name }) => name === 'onlyCertainMatches')
  if (only !== undefined && typeof only.valueBoolean !== 'boolean') return 'not-understood'
  if (only?.valueBoolean !== true) return 'not-only-certain'

  const names = listOf(patient.name)
  const official = names.filter(({ use }) => use === 'official')
  const name = official[0] ?? names[0]
  const hasEpicIdentifier = listOf(patient.identifier).some(({ system }) => epicSystem.test(system ?? ''))
  return {
    family: name?.family ?? '',
    given: name?.given ?? [],
    birthDate: patient.birthDate ?? '',
    telephones: listOf(patient.telecom).flatMap(({ system, value }) =>
      system === 'phone' && value !== undefined ? [value] : [],
    ),
    addresses: listOf(patient.address),
    ignored: [...(hasEpicIdentifier ? ['identifier'] : []), ...(official.length > 1 ? ['name'] : [])],
  }
}

function isParameters(body: unknown): body is fhir4.Parameters {
  return isResource(body) && body.resourceType === 'Parameters'
}

function isPatient(body: unknown): body is fhir4.Patient {
  return isResource(body) && body.resourceType === 'Patient'
}

function isResource(body: unknown): body is { resourceType: unknown } {
  return typeof body === 'object' && body !== null && 'resourceType' in body
}

function listOf<Item>(list: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(list) ? list : []
}
