import { issue, operationOutcome } from '../fhir/outcomes.ts'
import { changed, withNext } from './changed-bundle.ts'
import type { EpicFault } from './epic-fault.ts'

/** What goes wrong between one page of an answer and the next (facts/epic.md 1.3). */
export const pagingFaults = {
  'paging-lost-once': {
    at: 'patient-search',
    title: 'The first paging session is lost (4113)',
    sees: 'the patients, all of them: the search begins anew',
    pages: 'of-two',
    play: ({ nextPage, answer }) => (nextPage === 1 ? sessionLost() : answer()),
  },
  'paging-lost': {
    at: 'patient-search',
    title: 'Every paging session is lost (4113)',
    sees: '“Epic’s answer could not be read”, and never “nobody”',
    pages: 'of-two',
    play: ({ nextPage, answer }) => (nextPage === null ? answer() : sessionLost()),
  },
  'page-lost-once': {
    at: 'patient-search',
    title: 'The first next page is given, and lost on the way',
    sees: 'the patients, all of them: the search begins anew, for the session has moved on',
    pages: 'with-gaps',
    play: async ({ nextPage, answer, cut }) => {
      const given = await answer()
      return nextPage === 1 ? cut() : given
    },
  },
  'empty-then-foreign': {
    at: 'patient-search',
    title: 'An empty page, and the next one is another host’s',
    sees: '“Epic’s answer could not be read”, and never “nobody”; the other host is never asked',
    pages: 'with-gaps',
    play: changed((set) =>
      withNext(set, 'https://elsewhere.example.org/interconnect/api/FHIR/R4/Patient?sessionID=17-0'),
    ),
  },
} as const satisfies Record<string, EpicFault>

function sessionLost(): Response {
  return new Response(JSON.stringify(operationOutcome([issue('4113')])), {
    status: 400,
    headers: { 'content-type': 'application/fhir+json; charset=utf-8' },
  })
}
