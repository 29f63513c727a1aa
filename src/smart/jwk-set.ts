import type { JWK } from 'jose'
import type { SigningKey } from './signing-key.ts'

/** A JSON Web Key Set (RFC 7517 §5). */
export interface JwkSet {
  readonly keys: readonly JWK[]
}

/**
 * How long a reader may keep the set, in seconds. Epic keeps it up to 29 hours and honours Cache-Control
 * (facts/epic.md 2.2); five minutes is what a rotation has to wait before the old key goes.
 */
export const jwkSetMaxAge = 300

/** The members of RFC 7518 §6.2.1 and §6.3.1 that are public. A list of what may leave, not of what may not. */
const publicMembers = ['kty', 'use', 'alg', 'kid', 'n', 'e', 'crv', 'x', 'y'] as const

/**
 * The public halves of the key that signs and, during a rotation, of the next or the last one.
 *
 * Two keys at most: a third would mean that a rotation was never finished. The same key twice is one key.
 */
export function createJwkSet(keys: readonly [SigningKey, SigningKey?]): JwkSet {
  const byKid = new Map<string, JWK>()
  for (const key of keys) if (key !== undefined) byKid.set(key.kid, publicHalf(key.publicJwk))
  return { keys: [...byKid.values()] }
}

function publicHalf(jwk: JWK): JWK {
  return Object.fromEntries(
    publicMembers.flatMap((member) => (jwk[member] === undefined ? [] : [[member, jwk[member]]])),
  )
}
