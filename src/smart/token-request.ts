import { IntegrationError } from '../domain/errors.ts'

/** A token as its endpoint gave it. `forMs` is its life from the moment of the answer. */
export interface GrantedToken {
  readonly accessToken: string
  readonly forMs: number
}

/** Epic's tokens live an hour; where an answer does not say, little is assumed (RFC 6749 §5.1 leaves it open). */
const assumedLifeMs = 5 * 60_000

/**
 * Asks a token endpoint once for a system token by `client_credentials` with a signed assertion.
 *
 * Throws `epic-set-up` for what only an administrator can mend (`invalid_client`, `unauthorized_client` …),
 * `epic-busy` for 429, `epic-unreachable` for the network and 5xx, `epic-invalid-answer` for a 200 that is no token.
 * Redirects are not followed: an assertion goes to the configured host alone (R27).
 *
 * @see SMART App Launch 2.2, Backend Services; RFC 6749 §4.4, §5
 */
export async function requestToken(
  tokenUrl: string,
  assertion: string,
  ask: typeof fetch,
  signal: AbortSignal,
): Promise<GrantedToken> {
  const answer = await ask(tokenUrl, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }).toString(),
    redirect: 'error',
    signal,
  }).catch((cause: unknown) => {
    throw new IntegrationError('epic-unreachable', { cause })
  })
  if (answer.status === 429) throw new IntegrationError('epic-busy')
  if (answer.status >= 500) throw new IntegrationError('epic-unreachable')

  const body: unknown = await answer.json().catch((cause: unknown) => {
    throw new IntegrationError(answer.ok ? 'epic-invalid-answer' : 'epic-set-up', { cause })
  })
  if (!answer.ok) throw new IntegrationError('epic-set-up')
  return readToken(body)
}

function readToken(body: unknown): GrantedToken {
  const facts: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {}
  const { access_token: accessToken, token_type: type, expires_in: seconds } = facts
  if (typeof accessToken !== 'string' || accessToken === '') throw new IntegrationError('epic-invalid-answer')
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw new IntegrationError('epic-invalid-answer')
  const isLife = typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0
  return { accessToken, forMs: isLife ? seconds * 1000 : assumedLifeMs }
}
