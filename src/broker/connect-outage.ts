import { isIntegrationError } from '../domain/errors.ts'

/** By these the SDK and Node name a question that nothing answered, in time or at all. */
const unanswered: ReadonlySet<unknown> = new Set([
  'TimeoutError',
  'AbortError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/**
 * Whether a question to Connect failed because Connect is down or throttles: nothing answered, or with 429 or 5xx.
 *
 * False for everything else that is `connect-unreachable`: a right that the broker lacks, credentials that it has not got
 * and an answer that cannot be read are faults of a set-up, and no outage that an emergency could be of.
 *
 * @see Amazon Connect API Reference, "Common Errors"; AWS SDK for JavaScript v3, `$metadata.httpStatusCode`
 */
export function isConnectOutage(error: unknown): boolean {
  if (!isIntegrationError(error) || error.code !== 'connect-unreachable' || !(error.cause instanceof Error))
    return false
  const status = statusOf(error.cause)
  if (status !== null) return status === 429 || status >= 500
  return unanswered.has(error.cause.name) || ('code' in error.cause && unanswered.has(error.cause.code))
}

function statusOf(cause: Error): number | null {
  const metadata: unknown = '$metadata' in cause ? cause.$metadata : null
  const isMetadata = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
  return isMetadata && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null
}
