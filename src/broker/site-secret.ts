import { randomBytes } from 'node:crypto'
import { IntegrationError } from '../domain/errors.ts'
import { awsEndpoint } from '../smart/aws-endpoint.ts'
import { type KeyReference, readKeyReference } from '../smart/key-reference.ts'

/** Where the secret comes from under which a site's brokers sign call tokens and seal their ledger. */
export type SecretSource =
  | { readonly kind: 'given'; readonly bytes: Uint8Array }
  | Extract<KeyReference, { readonly kind: 'kms' }>

/** At least 32 bytes, the same for all processes of a site. */
export type SiteSecret = () => Promise<Uint8Array>

/** A secret that cannot be had. The message names the setting; the cause says why. */
export class SiteSecretError extends Error {
  override readonly name = 'SiteSecretError'
}

/** What KMS is asked to sign. Another text is another secret, so it never changes. */
const message = new TextEncoder().encode('agent-widget call-token key 1')
const timeoutMs = 3_000

/** Reads a source: `kms:` before an ARN, a key id or an alias, or 32 bytes and more as base64url; null for anything else. */
export function readSecretSource(text: string): SecretSource | null {
  const reference = readKeyReference(text)
  if (reference?.kind !== 'file') return reference
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'))
  return /^[\w-]+$/.test(text) && bytes.byteLength >= 32 ? { kind: 'given', bytes } : null
}

/**
 * The secret of a site; null makes one at random, which dies with the process.
 *
 * From KMS it is the HMAC of a fixed text under a key that never leaves there: every instance draws the same 32 bytes,
 * and no secret is stored anywhere, not even in the settings (R5). `current` asks once, and again after a failure, which
 * is `broker-busy`; `ready` throws `SiteSecretError` for it.
 *
 * @param kms The Region of keys that do not name theirs, and another address for KMS (the sandbox's) or null.
 * @see AWS KMS API Reference, GenerateMac; NIST SP 800-108 (a key from a keyed pseudorandom function)
 */
export function createSiteSecret(
  source: SecretSource | null,
  kms: { readonly region: string; readonly endpoint: string | null },
): { readonly current: SiteSecret; readonly ready: () => Promise<void> } {
  const ask = askerOf(source, kms)
  let asking: Promise<Uint8Array> | null = null
  const current = () => {
    asking ??= ask().catch((cause: unknown) => {
      asking = null
      throw new IntegrationError('broker-busy', { cause, retryAfterMs: 1_000 })
    })
    return asking
  }

  return {
    current,
    async ready() {
      await current().catch((cause: unknown) => {
        throw new SiteSecretError('CALL_TOKEN_KEY: this key cannot be drawn from KMS', { cause })
      })
    },
  }
}

function askerOf(source: SecretSource | null, kms: { readonly region: string; readonly endpoint: string | null }) {
  if (source?.kind === 'kms') return () => draw(source.keyId, source.region ?? kms.region, kms.endpoint)
  const bytes = source?.bytes ?? new Uint8Array(randomBytes(32))
  return () => Promise.resolve(bytes)
}

async function draw(keyId: string, region: string, endpoint: string | null): Promise<Uint8Array> {
  const { GenerateMacCommand, KMSClient } = await import('@aws-sdk/client-kms')
  const client = new KMSClient({
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
    ...awsEndpoint(endpoint),
  })
  try {
    const command = new GenerateMacCommand({ KeyId: keyId, Message: message, MacAlgorithm: 'HMAC_SHA_256' })
    const { Mac: mac } = await client.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) })
    if (mac === undefined || mac.byteLength < 32) throw new Error('KMS answered no MAC')
    return mac
  } finally {
    client.destroy()
  }
}
