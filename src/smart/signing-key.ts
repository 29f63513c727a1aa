import type { KeyObject } from 'node:crypto'
import { type JWK, calculateJwkThumbprint, exportJWK } from 'jose'

/** A key that signs, wherever its private half lies, and what the world may know of it. */
export interface SigningKey {
  readonly alg: SigningAlgorithm
  /** RFC 7638 thumbprint: the same key has the same id on every machine. */
  readonly kid: string
  /** Public members only, with `kid`, `alg` and `use`. */
  readonly publicJwk: JWK
  /**
   * The JWS signature of `input` (RFC 7518 §3.3, and §3.4 as r‖s). A key that does not lie here throws
   * `signing-key-unavailable` where it cannot be had for now, `epic-set-up` where an administrator has to mend it.
   */
  sign(input: string): Promise<Uint8Array>
}

/** The algorithms that both we and Epic like: RSA of at least 2048 bits, or EC on P-384 (facts/epic.md 2.1). */
export type SigningAlgorithm = 'RS384' | 'ES384'

/** A key that must not or cannot be used. The message says why, and never shows a value or what a file holds. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError'
}

/** What the world may know of a key; throws `SigningKeyError` for a kind of key that Epic takes no signature of. */
export async function describeKey(publicKey: KeyObject): Promise<Pick<SigningKey, 'alg' | 'kid' | 'publicJwk'>> {
  const alg = algorithmOf(publicKey)
  const jwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  return { alg, kid, publicJwk: { ...jwk, kid, alg, use: 'sig' } }
}

function algorithmOf(key: KeyObject): SigningAlgorithm {
  const details = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= 2048) return 'RS384'
  if (key.asymmetricKeyType === 'ec' && details?.namedCurve === 'secp384r1') return 'ES384'
  throw new SigningKeyError('the signing key is neither RSA of at least 2048 bits nor EC on P-384')
}
