import { objectOf } from './foreign-json.ts'
import { followable } from './next-link.ts'
import { readIssues } from './operation-outcome.ts'
import { invalid, readJson, type Received, readRefusal, type Reply } from './search-response.ts'

/** What a read of one patient brings: the resource, or the id of the record it was merged into. */
export type PatientRead =
  | { readonly kind: 'patient'; readonly resource: fhir4.Patient }
  | { readonly kind: 'merged'; readonly into: string }

const redirects: readonly number[] = [301, 302, 303, 307, 308]

/**
 * Reads a response to `GET Patient/{id}`.
 *
 * Epic answers the id of a merged record with 4107 and a redirect (facts/epic.md 1.4). No redirect is followed, for the
 * token would go along (R27): its Location only names the surviving id, and that only where it stands below the same base.
 */
export function readPatientResponse(received: Received, baseUrl: string): Reply<PatientRead> {
  const { response, peer } = received
  const body = readJson(received)
  if (response.status === 200) {
    const isPatient = objectOf(body)?.['resourceType'] === 'Patient'
    return isPatient ? { kind: 'answer', content: { kind: 'patient', resource: body as fhir4.Patient } } : invalid(peer)
  }

  const isMerged = readIssues(body)?.some(({ meaning }) => meaning === 'merged') ?? false
  const into = isMerged || redirects.includes(response.status) ? survivorIn(response, baseUrl) : null
  if (into !== null) return { kind: 'answer', content: { kind: 'merged', into } }

  const refusal = readRefusal(received, body, [])
  return refusal === 'answer' ? invalid(peer) : refusal
}

function survivorIn(response: Response, baseUrl: string): string | null {
  const address = followable(response.headers.get('location') ?? '', baseUrl)
  const path = address === null ? '' : new URL(address).pathname
  return /\/Patient\/([^/]+)$/.exec(path)?.[1] ?? null
}
