import type { Agent } from '../domain/ports.ts'
import { IntegrationError } from '../domain/errors.ts'
import { shownName } from '../domain/plain-line.ts'

/** The agent as the identity provider knows them. `subject` is its own id for them. */
export interface SignedInAgent extends Agent {
  readonly subject: string
  /** How long before the token was made they showed who they are, in milliseconds; 0 where the provider does not say. */
  readonly signedInForMs: number
}

/**
 * Reads who signed in from the ID token's claims; what is missing there, from the access token, where it is a JWT:
 * some providers put the profile only there. This is for showing and comparing (R38); the broker verifies its own.
 *
 * @throws IntegrationError `agent-not-allowed` for somebody without a username: no agent of Connect could be them.
 */
export function readSignedInAgent(
  profile: Readonly<Record<string, unknown>>,
  accessToken: string,
  usernameClaim: string,
): SignedInAgent {
  const claims = { ...readJwtClaims(accessToken), ...profile }
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : '')

  const username = text(usernameClaim)
  if (username === '') throw new IntegrationError('agent-not-allowed')
  const name = shownName(claims['name'], username)
  return { subject: text('sub'), username, name, signedInForMs: signedInFor(profile) }
}

/** Both times are of the provider's own clock, so that the computer's does not matter (OpenID Connect Core 1.0, §2). */
function signedInFor({ auth_time: signedInAt, iat }: Readonly<Record<string, unknown>>): number {
  const areTimes = typeof signedInAt === 'number' && typeof iat === 'number'
  return areTimes ? Math.max(0, iat - signedInAt) * 1_000 : 0
}

function readJwtClaims(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.')
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof claims === 'object' && claims !== null ? { ...claims } : {}
  } catch {
    return {}
  }
}
