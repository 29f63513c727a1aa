import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { SigningKey } from './signing-key.ts'

/**
 * Signs the assertion by which a backend client proves itself at a token endpoint, for one request.
 *
 * Issued 30 s in the past and over 240 s from now: Epic refuses what begins in its future and what lives longer than
 * 5 minutes, so this holds for a clock between 120 s behind and 30 s ahead (facts/epic.md 2.1; R6, R7).
 *
 * @param tokenUrl The exact URL that the assertion is sent to; Epic compares it as text.
 * @see RFC 7523 §3; SMART App Launch 2.2, asymmetric client authentication
 */
export function signClientAssertion(
  key: SigningKey,
  clientId: string,
  tokenUrl: string,
  now: () => number = Date.now,
): Promise<string> {
  const seconds = Math.floor(now() / 1000)
  return new SignJWT({})
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenUrl)
    .setJti(randomUUID())
    .setIssuedAt(seconds - 30)
    .setNotBefore(seconds - 30)
    .setExpirationTime(seconds + 240)
    .sign(key.privateKey)
}
