import { type IntegrationError, isIntegrationError } from '../domain/errors.ts'
import { type Failure, type FailureStatus, RequestRefused, failureAnswers } from './answers.ts'
import type { AuditOutcome } from './audit-log.ts'

/**
 * Turns whatever a handler threw into a failure for the wire. A fault of our own code is a 500 that says nothing of it.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof RequestRefused) {
    return { code: 'broker-refused', status: error.status, title: error.title, headers: error.headers }
  }
  const answer = isIntegrationError(error) ? failureAnswers[error.code] : undefined
  if (isIntegrationError(error) && answer !== undefined) {
    return { code: error.code, ...answer, headers: headersOf(error, answer.status) }
  }
  return { code: 'broker-unreachable', status: 500, title: 'The broker failed', headers: {} }
}

/** The word that the audit log has for a failure. */
export function outcomeOf(error: unknown): AuditOutcome {
  if (error instanceof RequestRefused) return 'broker-refused'
  return isIntegrationError(error) ? error.code : 'fault'
}

function headersOf(error: IntegrationError, status: FailureStatus): Record<string, string> {
  const headers: Record<string, string> = {}
  if (error.retryAfterMs !== null) headers['retry-after'] = `${Math.max(1, Math.ceil(error.retryAfterMs / 1000))}`
  if (status === 401) headers['www-authenticate'] = 'Bearer error="invalid_token"'
  return headers
}
