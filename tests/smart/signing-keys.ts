import { generateKeyPairSync } from 'node:crypto'
import { readPemKey } from '../../src/smart/pem-key.ts'
import type { SigningKey } from '../../src/smart/signing-key.ts'

/** A key in PEM that nobody else has: RSA-2048, or on the curve that is named. */
export function aPem(kind: 'rsa' | 'P-384' | 'P-256' | 'rsa-1024' = 'rsa'): string {
  const pair = kind.startsWith('rsa')
    ? generateKeyPairSync('rsa', { modulusLength: kind === 'rsa' ? 2048 : 1024 })
    : generateKeyPairSync('ec', { namedCurve: kind })
  return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** A signing key on P-384, which is quick to make. */
export function aSigningKey(): Promise<SigningKey> {
  return readPemKey(aPem('P-384'))
}
