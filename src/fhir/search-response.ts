import { IntegrationError, type IntegrationErrorCode } from '../domain/errors.ts'
import { isSearchset, issuesOf } from './bundle.ts'
import { isGrave, readIssues, type IssueMeaning } from './operation-outcome.ts'
import { readRetryAfter } from './retry-policy.ts'

/** Whom the client talks to: a failure is named for the party that failed. */
export type Peer = 'epic' | 'broker'

/** Whether the same question may be asked again: `patiently` means as long as there is time. */
export type Retry = 'never' | 'once' | 'twice' | 'patiently' | 'with-new-token'

/** What one request brought. */
export type Reply<Content> = { readonly kind: 'answer'; readonly content: Content } | FailedReply

/** A failure, and whether the question may be asked again. */
export interface FailedReply {
  readonly kind: 'failed'
  readonly failure: IntegrationError
  readonly retry: Retry
}

/**
 * Issues with which Epic refuses what it was asked, and so answers it, though the status says 400: "too few data" to a
 * search, "not certain" to a `$match` (facts/epic.md 1.3, 1.5).
 */
export const answersInRefusals = {
  search: ['too-little', 'too-little-or-too-many', 'too-many', 'paging-over'],
  match: ['not-certain', 'several-certain', 'not-offered', 'parameter-problem', 'no-results', 'too-little'],
} as const satisfies Record<string, readonly IssueMeaning[]>

/** A response whose body was read, and all that is needed to make sense of it. */
export interface Received {
  readonly response: Response
  readonly text: string
  readonly peer: Peer
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The failure of a request that brought no response at all. */
export function unreachable(peer: Peer, cause: unknown): FailedReply {
  return failed(peer === 'epic' ? 'epic-unreachable' : 'broker-unreachable', 'twice', { cause })
}

/**
 * Reads a response to a search or a `$match`.
 *
 * A bundle only where status, content type and body all say so. A 4xx whose outcome is an answer in itself is handed on
 * as a searchset of that one outcome, so that its readers know one shape.
 *
 * @param answers Which issues of a refusal are an answer.
 */
export function readSearchResponse(received: Received, answers: readonly IssueMeaning[]): Reply<fhir4.Bundle> {
  const body = readJson(received)
  if (received.response.status === 200) return readSuccess(body, received.peer)

  const refusal = readRefusal(received, body, answers)
  return refusal === 'answer' ? { kind: 'answer', content: searchsetOf(body as fhir4.OperationOutcome) } : refusal
}

function readSuccess(body: unknown, peer: Peer): Reply<fhir4.Bundle> {
  if (!isSearchset(body)) return invalid(peer)

  const stumbled = issuesOf(body).some((issue) => issue.meaning === 'internal' && isGrave(issue))
  return stumbled ? invalid(peer) : { kind: 'answer', content: body }
}

/**
 * The failure that a status other than 200 stands for, or `answer` where an issue of those named stands in it. The body is
 * read for its codes and then forgotten: it may hold patient data.
 */
export function readRefusal(
  { response, peer, now }: Received,
  body: unknown,
  answers: readonly IssueMeaning[],
): FailedReply | 'answer' {
  const { status, headers } = response
  const issues = readIssues(body) ?? []
  const retryAfterMs = readRetryAfter(headers.get('retry-after'), now)
  const says = (...meanings: readonly IssueMeaning[]) => issues.some((issue) => meanings.includes(issue.meaning))
  const ours = issues.find((issue) => issue.ourCode !== null)?.ourCode ?? null
  const isEpic = peer === 'epic'
  const refused = isEpic ? 'epic-refused' : 'broker-refused'

  if (ours !== null) return failed(ours, retryOfOurs(ours, status, retryAfterMs), { retryAfterMs })
  if (says('restricted')) return failed('epic-restricted', 'never')
  if (says('refused')) return failed(refused, 'never')
  if (status === 401) return failed(refused, 'with-new-token')
  if (status === 403) return failed(refused, 'never')
  if (status === 429 || says('busy')) {
    return failed(isEpic ? 'epic-busy' : 'broker-busy', status === 429 ? 'twice' : 'never', { retryAfterMs })
  }
  if (says('internal')) return invalid(peer)
  if (status >= 500) {
    const mayPass = [502, 503, 504].includes(status)
    return failed(isEpic ? 'epic-unreachable' : 'broker-unreachable', mayPass ? 'twice' : 'never', { retryAfterMs })
  }
  if (says(...answers)) return 'answer'
  if (says('parameter-problem') || [404, 405, 406, 415].includes(status)) {
    return failed(isEpic ? 'epic-set-up' : 'broker-unreachable', 'never')
  }
  return isEpic || status < 400 ? invalid(peer) : failed('broker-refused', 'never')
}

/**
 * The facade asked Epic again already, so its failures stand, but for the ones that time or a new token mends. Of a busy
 * Epic it names a time only where it has not waited for it (R68).
 */
function retryOfOurs(code: IntegrationErrorCode, status: number, retryAfterMs: number | null): Retry {
  if (code === 'contact-not-yet-yours') return 'patiently'
  if (code === 'epic-busy') return retryAfterMs === null ? 'never' : 'twice'
  if (code === 'broker-busy' || code === 'ledger-unavailable') return 'twice'
  return status === 401 ? 'with-new-token' : 'never'
}

/** An answer without sense. What answers HTML in our broker's place is not our broker. */
export function invalid(peer: Peer): FailedReply {
  return failed(peer === 'epic' ? 'epic-invalid-answer' : 'broker-unreachable', 'once')
}

function failed(
  code: IntegrationErrorCode,
  retry: Retry,
  options: { cause?: unknown; retryAfterMs?: number | null } = {},
): FailedReply {
  return { kind: 'failed', failure: new IntegrationError(code, options), retry }
}

function searchsetOf(outcome: fhir4.OperationOutcome): fhir4.Bundle {
  return { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: outcome, search: { mode: 'outcome' } }] }
}

/** The JSON of a body, or undefined where type or text are something else. */
export function readJson({ response, text }: Pick<Received, 'response' | 'text'>): unknown {
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(response.headers.get('content-type') ?? '')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
