import { unavailablePage } from '../iis-pages.ts'
import { unauthorized } from '../fhir/bearer-gate.ts'
import type { EpicFault } from './epic-fault.ts'

const askedForNext = 'Met when the next token is asked for: restart the broker to see it at once.'

/** What goes wrong with Epic's own tokens. */
export const tokenFaults = {
  'token-down': {
    at: 'token',
    title: 'Token endpoint is down',
    sees: `“Epic cannot be reached”. ${askedForNext}`,
    play: unavailablePage,
  },
  'invalid-client': {
    at: 'token',
    title: 'Token endpoint knows no such client',
    sees: `“Searching is not set up correctly”; Epic is asked once in 30 s. ${askedForNext}`,
    // The token endpoint itself says so, once it has read the form.
    play: ({ answer }) => answer(),
  },
  'unauthorized-once': {
    at: 'data',
    title: 'Refuses the token it gave (401)',
    sees: 'the patients, with one new token',
    play: ({ hasFirstToken, answer }) => (hasFirstToken ? unauthorized() : answer()),
  },
  unauthorized: {
    at: 'data',
    title: 'Refuses every token (401)',
    sees: '“Epic did not allow this search”, and no other try',
    play: unauthorized,
  },
} as const satisfies Record<string, EpicFault>
