/** Parameters that Epic retrieves patients by (facts/epic.md 1.2; its CapabilityStatement). */
export const demographicParameters = [
  'address-city',
  'address-postalcode',
  'address-state',
  'birthdate',
  'family',
  'gender',
  'given',
  'identifier',
  'legal-sex',
  'name',
  'own-name',
  'telecom',
] as const

/** Parameters that only filter what the others retrieved. */
export const filterParameters = ['active', 'email', 'language', 'phone'] as const

const otherParameters = ['_id', '_count', '_summary', '_format'] as const

export type DemographicParameter = (typeof demographicParameters)[number]
export type FilterParameter = (typeof filterParameters)[number]

/**
 * A search as it was asked. Values that are empty count as not asked (`identifier=&telecom=` is tolerated).
 *
 * `unknown` are the names Epic does not know; they may hold anything, so they never reach the journal.
 */
export interface AskedSearch {
  readonly demographics: ReadonlyMap<DemographicParameter, readonly string[]>
  readonly filters: ReadonlyMap<FilterParameter, string>
  readonly ids: readonly string[] | null
  readonly count: number | null
  readonly countsOnly: boolean
  readonly unknown: readonly string[]
  readonly known: readonly string[]
}

/** Reads the parameters of a search. Never fails: what is wrong with them is the search's to say. */
export function readSearch(parameters: URLSearchParams): AskedSearch {
  const demographics = new Map<DemographicParameter, readonly string[]>()
  const filters = new Map<FilterParameter, string>()
  const names = [...new Set(parameters.keys())]
  for (const name of names) {
    const values = parameters.getAll(name).filter((value) => value.trim() !== '')
    const [first] = values
    if (first === undefined) continue
    if (isOneOf(demographicParameters, name)) demographics.set(name, trimmed(name, values))
    else if (isOneOf(filterParameters, name)) filters.set(name, first.trim())
  }
  return {
    demographics,
    filters,
    ids: parameters.get('_id')?.split(',') ?? null,
    count: readCount(parameters.get('_count')),
    countsOnly: parameters.get('_summary') === 'count',
    unknown: names.filter((name) => !isKnown(name)),
    known: names.filter(isKnown),
  }
}

/** Identifiers keep their blanks: INTERNAL ones begin with some. */
function trimmed(name: DemographicParameter, values: readonly string[]): readonly string[] {
  return name === 'identifier' ? values : values.map((value) => value.trim())
}

function isKnown(name: string): boolean {
  return [demographicParameters, filterParameters, otherParameters].some((names) => isOneOf<string>(names, name))
}

function readCount(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : null
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((one) => one === name)
}
