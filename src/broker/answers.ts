import type { IntegrationErrorCode } from '../domain/errors.ts'
import { writeFailure } from '../fhir/operation-outcome.ts'

/**
 * The HTTP status of every failure that can happen here; the codes of the widget's own have none. The title is for an
 * administrator who reads the wire; agents get the widget's sentence.
 */
export const failureAnswers: Readonly<Partial<Record<IntegrationErrorCode, FailureAnswer>>> = {
  'connect-unreachable': { status: 503, title: 'Amazon Connect cannot be reached' },
  'agent-not-signed-in': { status: 401, title: 'The agent is not signed in' },
  'agent-not-allowed': { status: 403, title: 'The agent is not known in Amazon Connect' },
  'identity-provider-unreachable': { status: 503, title: 'The identity provider cannot be reached' },
  'contact-not-yours': { status: 403, title: 'The contact is not one of this agent' },
  'contact-not-yet-yours': { status: 409, title: 'The contact is not yet connected to this agent' },
  'contact-token-over': { status: 401, title: 'The token of this contact is over' },
  'broker-busy': { status: 429, title: 'The broker is busy' },
  'budget-spent': { status: 429, title: 'No searches are left' },
  'patient-not-found-here': { status: 403, title: 'No search for this contact found this patient' },
  'verification-insufficient': { status: 403, title: 'The site asks for more identifiers' },
  'search-not-allowed': { status: 403, title: 'This search is not allowed here' },
  'epic-unreachable': { status: 503, title: 'Epic cannot be reached' },
  'epic-too-slow': { status: 504, title: 'Epic did not answer in time' },
  'epic-busy': { status: 429, title: 'Epic is busy' },
  'epic-refused': { status: 502, title: 'Epic refused the search' },
  'epic-set-up': { status: 502, title: 'The set-up with Epic is not right' },
  'signing-key-unavailable': { status: 503, title: 'The key service cannot be reached' },
  'epic-invalid-answer': { status: 502, title: 'The answer of Epic is not valid' },
  'ledger-unavailable': { status: 503, title: 'The ledger of searches cannot be used' },
  'audit-unavailable': { status: 503, title: 'The audit log cannot be written' },
}

interface FailureAnswer {
  readonly status: FailureStatus
  readonly title: string
}

export type FailureStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 429 | 500 | 502 | 503 | 504

/** A failure of the request itself, which needs a status of its own beside `broker-refused`. */
export class RequestRefused extends Error {
  readonly status: FailureStatus
  readonly title: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: FailureStatus, title: string, headers: Readonly<Record<string, string>> = {}) {
    super('broker-refused')
    this.name = 'RequestRefused'
    this.status = status
    this.title = title
    this.headers = headers
  }
}

/** A failure as it goes over the wire: no stack, host, token or patient data can stand in it (R79). */
export interface Failure {
  readonly code: IntegrationErrorCode
  readonly status: FailureStatus
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
}

/** A failure as problem details (RFC 9457), byte for byte the same for the same failure (R12). */
export function problemResponse(failure: Failure): Response {
  const { code, status, title } = failure
  const body = { type: `urn:agent-widget:error:${code}`, title, status, code }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...failure.headers },
  })
}

/** A failure as a FHIR OperationOutcome with one issue, for the facade. */
export function outcomeResponse(failure: Failure): Response {
  const { code, status, title } = failure
  return new Response(JSON.stringify(writeFailure(code, issueTypes[status], title)), {
    status,
    headers: { 'content-type': 'application/fhir+json', ...failure.headers },
  })
}

/** @see https://hl7.org/fhir/R4/valueset-issue-type.html */
const issueTypes: Readonly<Record<FailureStatus, fhir4.OperationOutcomeIssue['code']>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  409: 'conflict',
  413: 'too-long',
  415: 'not-supported',
  429: 'throttled',
  500: 'exception',
  502: 'exception',
  503: 'transient',
  504: 'timeout',
}
