import { notRegistered } from '../fhir/bearer-gate.ts'
import { issue, operationOutcome, type OutcomeCode } from '../fhir/outcomes.ts'
import type { EpicFault, Meeting } from './epic-fault.ts'

const notAllowed = '“Epic did not allow this search”, and no other try'
const busy = '“Epic is busy”'
const restricted =
  'nobody found, as for a number that nobody has: the broker tells the two apart in its audit alone. With an Epic log-in: “Restricted: search in Epic itself”'

/** Answers by which Epic refuses: for good, or for now. */
export const refusals = {
  forbidden: { at: 'data', title: 'Client is not registered for it (403)', sees: notAllowed, play: notRegistered },
  'forbidden-4118': {
    at: 'data',
    title: 'User is not authorized (4118)',
    sees: notAllowed,
    // In Epic's own words for a 403 of this kind (facts/epic.md 1.6).
    play: refusing('4118', 'The authenticated user is not authorized to view the requested data'),
  },
  'restricted-4130': { at: 'data', title: 'Break-the-Glass (4130)', sees: restricted, play: refusing('4130') },
  'restricted-4131': { at: 'data', title: 'Restricted patient (4131)', sees: restricted, play: refusing('4131') },
  'busy-for-seconds': {
    at: 'data',
    title: 'Busy (429) for a second',
    sees: 'the patients, after that second',
    play: (met) => (met.lastedMs < 900 ? tooManyRequests('1') : met.answer()),
  },
  'busy-until-date': {
    at: 'data',
    title: 'Busy (429) until a time of day',
    sees: 'the patients, after that time',
    play: (met) => (met.lastedMs < 900 ? tooManyRequests(inAMoment(met)) : met.answer()),
  },
  busy: { at: 'data', title: 'Busy (429), without a time', sees: busy, play: () => tooManyRequests(null) },
  'busy-for-minutes': {
    at: 'data',
    title: 'Busy (429) for two minutes',
    sees: `${busy}, and from when on to try again`,
    play: () => tooManyRequests('120'),
  },
  'busy-for-ever': {
    at: 'data',
    title: 'Busy (429) for a thousand years',
    sees: busy,
    play: () => tooManyRequests('31536000000'),
  },
  'busy-negative': {
    at: 'data',
    title: 'Busy (429) for −5 s',
    sees: busy,
    play: () => tooManyRequests('-5'),
  },
} as const satisfies Record<string, EpicFault>

function refusing(code: OutcomeCode, diagnostics?: string) {
  const outcome = operationOutcome([issue(code, diagnostics === undefined ? {} : { diagnostics })])
  return () =>
    new Response(JSON.stringify(outcome), {
      status: 403,
      headers: { 'content-type': 'application/fhir+json; charset=utf-8' },
    })
}

function tooManyRequests(retryAfter: string | null): Response {
  return new Response(null, { status: 429, headers: retryAfter === null ? {} : { 'retry-after': retryAfter } })
}

/** An HTTP date holds whole seconds, so it is the next one that is not over yet. */
function inAMoment({ lastedMs }: Meeting): string {
  return new Date(Math.ceil((Date.now() - lastedMs + 900) / 1_000) * 1_000).toUTCString()
}
