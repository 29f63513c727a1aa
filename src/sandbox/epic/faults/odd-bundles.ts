import { issue, operationOutcome, type OutcomeCode } from '../fhir/outcomes.ts'
import { changed, type Entry, type Searchset, withNext } from './changed-bundle.ts'
import type { EpicFault } from './epic-fault.ts'

const notRead = '“Epic’s answer could not be read”'
const allOfThem = 'the patients, each once'
const withRemark = 'the patients, and “Epic left some results out”'

/** Searchsets that are valid and yet say something else than who was found, or more than that. */
export const oddBundles = {
  'only-59133': {
    at: 'patient-search',
    title: 'No patients: too few data, or over 100 (59133)',
    sees: '“Epic needs more to search with”, and the form',
    play: changed((set) => ({ ...set, total: 0, entry: [saying('59133')] })),
  },
  'only-internal': {
    at: 'patient-search',
    title: 'No patients: an internal error (59177)',
    sees: notRead,
    play: changed((set) => ({ ...set, total: 0, entry: [saying('59177')] })),
  },
  'only-restricted': {
    at: 'patient-search',
    title: 'No patients: Break-the-Glass (4134)',
    sees: 'nobody found, as for a number that nobody has. With an Epic log-in: “Restricted: search in Epic itself”',
    play: changed((set) => ({ ...set, total: 0, entry: [saying('4134')] })),
  },
  'beside-59133': {
    at: 'patient-search',
    title: 'Patients, and a warning (59133)',
    sees: withRemark,
    play: changed((set) => ({ ...set, entry: [...entriesOf(set), saying('59133')] })),
  },
  'beside-4119': {
    at: 'patient-search',
    title: 'Patients, and “additional data may be present” (4119)',
    sees: withRemark,
    play: changed((set) => ({ ...set, entry: [saying('4119'), ...entriesOf(set)] })),
  },
  'promised-total': {
    at: 'patient-search',
    title: 'A total of 3, and nobody',
    sees: notRead,
    play: changed((set) => ({ ...set, total: 3, entry: [] })),
  },
  'wrong-total': {
    at: 'patient-search',
    title: 'A total of 9, and fewer patients',
    sees: allOfThem,
    play: changed((set) => ({ ...set, total: 9 })),
  },
  duplicates: {
    at: 'patient-search',
    title: 'Every patient twice',
    sees: allOfThem,
    play: changed((set) => ({ ...set, entry: entriesOf(set).flatMap((entry) => [entry, entry]) })),
  },
  'missing-id': {
    at: 'patient-search',
    title: 'The first patient has no id',
    sees: 'the others, and “Epic left some results out”',
    play: changed((set) => withFirstId(set, undefined)),
  },
  'markup-id': {
    at: 'patient-search',
    title: 'The first patient’s id is markup',
    sees: 'the others, and “Epic left some results out”',
    play: changed((set) => withFirstId(set, '<img src=x onerror=alert(1)>')),
  },
  'over-a-hundred': {
    at: 'patient-search',
    title: 'A hundred and twenty patients',
    sees: '“120 patients share this number (a facility?)”, and the form',
    play: changed((set) => ({ ...set, total: 120, entry: Array.from({ length: 120 }, (_, n) => another(set, n)) })),
  },
  'foreign-next': {
    at: 'patient-search',
    title: 'The next page is another host’s',
    sees: `${withRemark}; the other host is never asked`,
    play: changed((set) => withNext(set, 'https://elsewhere.example.org/interconnect/api/FHIR/R4/Patient?page=2')),
  },
  'endless-next': {
    at: 'patient-search',
    title: 'A next page leads to itself',
    sees: `${withRemark}; pages end`,
    play: changed((set) => withNext(set, addressOfFirst(set))),
  },
} as const satisfies Record<string, EpicFault>

function entriesOf({ entry = [] }: Searchset): Entry[] {
  return entry
}

/** An address that brings the first patient alone, again and again; like a paging session's, it holds no number and no name. */
function addressOfFirst(set: Searchset): string {
  const [self = ''] = (set.link?.[0]?.url ?? '').split('?')
  return `${self}?_id=${entriesOf(set)[0]?.resource?.id ?? ''}`
}

function saying(code: OutcomeCode): Entry {
  return { resource: operationOutcome([issue(code)]), search: { mode: 'outcome' } }
}

function withFirstId(set: Searchset, id: string | undefined): Searchset {
  const [first, ...others] = entriesOf(set)
  if (first?.resource === undefined) return set
  const { id: _, ...resource } = first.resource
  const renamed = { ...resource, ...(id === undefined ? {} : { id }) } as fhir4.FhirResource
  return { ...set, entry: [{ ...first, resource: renamed }, ...others] }
}

function another(set: Searchset, n: number): Entry {
  const entry = entriesOf(set)[0]
  return { ...entry, resource: { ...entry?.resource, id: `eAnother${n}` } as fhir4.FhirResource }
}
