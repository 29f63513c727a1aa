/** Every way the integration can fail, named for the party that failed. The widget has one sentence for each. */
export const integrationErrorCodes = [
  'connect-unreachable',
  'connect-agent-mismatch',
  'agent-not-signed-in',
  'agent-not-allowed',
  'identity-provider-unreachable',
  'launch-refused',
  'launch-over',
  'contact-not-yours',
  'contact-not-yet-yours',
  'contact-token-over',
  'broker-unreachable',
  'broker-refused',
  'broker-busy',
  'budget-spent',
  'search-not-allowed',
  'patient-not-found-here',
  'verification-insufficient',
  'epic-unreachable',
  'epic-too-slow',
  'epic-busy',
  'epic-refused',
  'epic-restricted',
  'epic-set-up',
  'signing-key-unavailable',
  'epic-invalid-answer',
  'audit-unavailable',
  'chart-address-incomplete',
  'withdrawal-not-recorded',
] as const

export type IntegrationErrorCode = (typeof integrationErrorCodes)[number]

/**
 * A failure at one of the parties we join.
 *
 * The message is the code and nothing else. Telephone numbers, names, dates of birth and tokens
 * never enter a message, because messages reach logs. The first failure rides along as `cause`.
 *
 * `retryAfterMs` is how long the party asked us to wait, where it said so.
 *
 * @example
 * throw new IntegrationError('epic-unreachable', { cause: error })
 */
export class IntegrationError extends Error {
  readonly code: IntegrationErrorCode
  readonly retryAfterMs: number | null

  constructor(code: IntegrationErrorCode, options: { cause?: unknown; retryAfterMs?: number | null } = {}) {
    super(code, { cause: options.cause })
    this.name = 'IntegrationError'
    this.code = code
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}

/** Tells an expected failure, which has a sentence for the agent, from a fault in our own code, which must surface. */
export function isIntegrationError(error: unknown): error is IntegrationError {
  return error instanceof IntegrationError
}

/** Tells whether a word from a wire is one of our codes: a broker of a later version may send others. */
export function isIntegrationErrorCode(word: unknown): word is IntegrationErrorCode {
  return integrationErrorCodes.some((code) => code === word)
}
