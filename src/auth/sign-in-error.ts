import { ErrorResponse, ErrorTimeout } from 'oidc-client-ts'
import { IntegrationError, isIntegrationError } from '../domain/errors.ts'

/** The identity provider's own troubles, as OAuth codes (RFC 6749 §4.1.2.1). */
const troubles = new Set(['server_error', 'temporarily_unavailable'])

/**
 * Tells what a failure at the identity provider means to the agent: it cannot be reached, or they must sign in (again).
 *
 * The original is not carried along: oidc-client-ts keeps the code, the refresh token and the provider's free text in
 * its errors. What stays is the kind of failure and an OAuth code, if it is one.
 */
export function signInFailure(error: unknown): IntegrationError {
  if (isIntegrationError(error)) return error

  const isRefusal = error instanceof ErrorResponse && !troubles.has(error.error ?? '')
  const code = isRefusal || isInvalidAnswer(error) ? 'agent-not-signed-in' : 'identity-provider-unreachable'
  return new IntegrationError(code, { cause: new Error(kindOf(error)) })
}

/** A failed check of what came back: wrong nonce, wrong subject, another client's state. The library has no class for it. */
function isInvalidAnswer(error: unknown): boolean {
  if (!(error instanceof Error) || error.constructor !== Error) return false
  return !/\(\d{3}\)|Content-Type/.test(error.message)
}

function kindOf(error: unknown): string {
  if (error instanceof ErrorResponse && /^[a-z_]{1,40}$/.test(error.error ?? '')) return error.error ?? ''
  if (error instanceof ErrorTimeout) return 'timeout'
  return error instanceof Error ? error.name : 'unknown'
}
