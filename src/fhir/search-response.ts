import { IntegrationError, type IntegrationErrorCode } from '../domain/errors.ts'
import { isSearchset, issuesOf } from './bundle.ts'
import { isGrave, readIssues, type Issue, type IssueMeaning } from './operation-outcome.ts'
import { readRetryAfter } from './retry-policy.ts'

/** Whom the client talks to: a failure is named for the party that failed. */
export type Peer = 'epic' | 'broker'

/** Whether the same question may be asked again: `patiently` means as long as there is time. */
export type Retry = 'never' | 'once' | 'twice' | 'patiently' | 'with-new-token'

/** What one request brought. */
export type Reply =
  | { readonly kind: 'bundle'; readonly bundle: fhir4.Bundle }
  | { readonly kind: 'failed'; readonly failure: IntegrationError; readonly retry: Retry }

/** Issues with which Epic refuses a search as a search: an answer to it, though the status says 400. */
const answersInRefusals: readonly IssueMeaning[] = ['too-little', 'too-little-or-too-many', 'too-many', 'paging-over']

/** The failure of a request that brought no response at all. */
export function unreachable(peer: Peer, cause: unknown): Reply {
  return failed(peer === 'epic' ? 'epic-unreachable' : 'broker-unreachable', 'twice', { cause })
}

/**
 * Reads a response to a search.
 *
 * A bundle only where status, content type and body all say so. A 4xx whose outcome says "too few data" or "too many hits"
 * is handed on as a searchset of that one outcome, so that its readers know one shape. The body of a failure is read
 * for its codes and then forgotten: it may hold patient data.
 */
export function readSearchResponse(response: Response, text: string, peer: Peer, now: number): Reply {
  const body = readJson(response, text)
  if (response.status === 200) return readSuccess(body, peer)

  const issues = readIssues(body) ?? []
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), now)
  const ours = issues.find((issue) => issue.ourCode !== null)?.ourCode ?? null
  if (ours !== null) return failed(ours, retryOfOurs(ours, response.status), { retryAfterMs })
  return readRefusal(response.status, issues, body, peer, retryAfterMs)
}

function readSuccess(body: unknown, peer: Peer): Reply {
  if (!isSearchset(body)) return invalid(peer)

  const stumbled = issuesOf(body).some((issue) => issue.meaning === 'internal' && isGrave(issue))
  return stumbled ? invalid(peer) : { kind: 'bundle', bundle: body }
}

function readRefusal(
  status: number,
  issues: readonly Issue[],
  body: unknown,
  peer: Peer,
  retryAfterMs: number | null,
): Reply {
  const says = (...meanings: IssueMeaning[]) => issues.some((issue) => meanings.includes(issue.meaning))
  const isEpic = peer === 'epic'
  const refused = isEpic ? 'epic-refused' : 'broker-refused'

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
  if (says(...answersInRefusals)) return { kind: 'bundle', bundle: searchsetOf(body as fhir4.OperationOutcome) }
  if (says('parameter-problem') || [404, 405, 406, 415].includes(status)) {
    return failed(isEpic ? 'epic-set-up' : 'broker-unreachable', 'never')
  }
  return isEpic || status < 400 ? invalid(peer) : failed('broker-refused', 'never')
}

/** The facade asked Epic again already, so its failures stand, but for the ones that time or a new token mends. */
function retryOfOurs(code: IntegrationErrorCode, status: number): Retry {
  if (code === 'contact-not-yet-yours') return 'patiently'
  if (code === 'broker-busy' || code === 'epic-busy') return 'twice'
  return status === 401 ? 'with-new-token' : 'never'
}

/** What answers HTML in our broker's place is not our broker. */
function invalid(peer: Peer): Reply {
  return failed(peer === 'epic' ? 'epic-invalid-answer' : 'broker-unreachable', 'once')
}

function failed(
  code: IntegrationErrorCode,
  retry: Retry,
  options: { cause?: unknown; retryAfterMs?: number | null } = {},
): Reply {
  return { kind: 'failed', failure: new IntegrationError(code, options), retry }
}

function searchsetOf(outcome: fhir4.OperationOutcome): fhir4.Bundle {
  return { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: outcome, search: { mode: 'outcome' } }] }
}

/** The JSON of a body, or undefined where type or text are something else. */
function readJson(response: Response, text: string): unknown {
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(response.headers.get('content-type') ?? '')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
