import { randomUUID } from 'node:crypto'
import type { SigningKey } from './signing-key.ts'

/**
 * Signs the assertion by which a backend client proves itself at a token endpoint, for one request.
 *
 * Issued 30 s in the past and over 240 s from now: Epic refuses what begins in its future and what lives longer than
 * 5 minutes, so this holds for a clock between 120 s behind and 30 s ahead (facts/epic.md 2.1; R6, R7). It is put
 * together here and not by a library, because those want the private key, which KMS does not give.
 *
 * @param tokenUrl The exact URL that the assertion is sent to; Epic compares it as text.
 * @see RFC 7523 §3; RFC 7515 §5.1, steps 1 to 8; SMART App Launch 2.2, asymmetric client authentication
 */
export async function signClientAssertion(
  key: SigningKey,
  clientId: string,
  tokenUrl: string,
  now: () => number = Date.now,
): Promise<string> {
  const seconds = Math.floor(now() / 1000)
  const header = { alg: key.alg, kid: key.kid, typ: 'JWT' }
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: tokenUrl,
    jti: randomUUID(),
    iat: seconds - 30,
    nbf: seconds - 30,
    exp: seconds + 240,
  }
  const input = `${encoded(header)}.${encoded(claims)}`
  return `${input}.${Buffer.from(await key.sign(input)).toString('base64url')}`
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
