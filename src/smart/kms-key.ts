import { createPublicKey } from 'node:crypto'
import type { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { IntegrationError } from '../domain/errors.ts'
import { awsEndpoint } from './aws-endpoint.ts'
import { joseSignatureOf } from './ecdsa-signature.ts'
import { type SigningKey, SigningKeyError, describeKey } from './signing-key.ts'

/** Where a key lies in AWS KMS. */
export interface KmsKeyPlace {
  /** An id, an ARN, or an alias such as `alias/agent-widget`. */
  readonly keyId: string
  readonly region: string
  /** Another address than Amazon's own, for the sandbox; null otherwise. */
  readonly endpoint: string | null
}

/** A key in KMS, and the way to let go of the connections to it. */
export interface KmsKey extends SigningKey {
  close(): void
}

/** The longest one question may take, in milliseconds, its retry included. */
const timeoutMs = 3_000

const algorithms = { RS384: 'RSASSA_PKCS1_V1_5_SHA_384', ES384: 'ECDSA_SHA_384' } as const

/** What waiting does not mend: what KMS says of a key, a right or a request that is not as it has to be. */
const wrongs: ReadonlyMap<string, string> = new Map([
  ['NotFoundException', 'KMS has no key under this name'],
  ['InvalidArnException', 'KMS has no key under this name'],
  ['ValidationException', 'KMS has no key under this name'],
  ['AccessDeniedException', 'the broker may not use the key: it needs kms:Sign and kms:GetPublicKey'],
  ['DisabledException', 'the key is disabled in KMS'],
  ['KMSInvalidStateException', 'the key is in a state in which KMS does not use it, such as pending deletion'],
  ['InvalidKeyUsageException', 'the key is not one for signing (SIGN_VERIFY)'],
  ['UnsupportedOperationException', 'the key is not one for signing (SIGN_VERIFY)'],
  ['UnrecognizedClientException', 'AWS does not know the credentials of the broker'],
  ['InvalidSignatureException', 'AWS does not take the credentials of the broker, or its clock is wrong'],
  ['CredentialsProviderError', 'the broker has no credentials for AWS'],
])

/**
 * A signing key in AWS KMS: its public half is asked for now, every signature when it is needed. The private half never
 * leaves KMS (R5).
 *
 * What an alias stands for is settled here, once: were it pointed at another key meanwhile, that one would sign under
 * the id of this. Throws `SigningKeyError` where an administrator has to mend something, `signing-key-unavailable`
 * where KMS does not answer.
 *
 * The SDK is loaded only here, where a key lies in KMS, with two attempts and time limits (facts/stack.md, trap 13).
 *
 * @see AWS KMS API Reference, GetPublicKey and Sign
 */
export async function loadKmsKey(place: KmsKeyPlace): Promise<KmsKey> {
  const { client, GetPublicKeyCommand, SignCommand } = await loadSdk(place)
  try {
    const found = await client.send(new GetPublicKeyCommand({ KeyId: place.keyId }), within(timeoutMs))
    if (found.PublicKey === undefined) throw new SigningKeyError('KMS gave no public key')
    const described = await describeKey(
      createPublicKey({ key: Buffer.from(found.PublicKey), format: 'der', type: 'spki' }),
    )
    const keyId = found.KeyId ?? place.keyId
    return {
      ...described,
      async sign(input) {
        const command = new SignCommand({
          KeyId: keyId,
          Message: Buffer.from(input),
          MessageType: 'RAW',
          SigningAlgorithm: algorithms[described.alg],
        })
        const { Signature: signature } = await client.send(command, within(timeoutMs)).catch((cause: unknown) => {
          throw new IntegrationError(wrongs.has(nameOf(cause)) ? 'epic-set-up' : 'signing-key-unavailable', { cause })
        })
        if (signature === undefined) throw new IntegrationError('signing-key-unavailable')
        return described.alg === 'ES384' ? joseSignatureOf(signature) : signature
      },
      close: () => client.destroy(),
    }
  } catch (cause) {
    client.destroy()
    if (cause instanceof SigningKeyError) throw cause
    const wrong = wrongs.get(nameOf(cause))
    if (wrong !== undefined) throw new SigningKeyError(wrong, { cause })
    throw new IntegrationError('signing-key-unavailable', { cause })
  }
}

interface KmsSdk {
  readonly client: KMSClient
  readonly GetPublicKeyCommand: typeof GetPublicKeyCommand
  readonly SignCommand: typeof SignCommand
}

async function loadSdk({ region, endpoint }: KmsKeyPlace): Promise<KmsSdk> {
  const { KMSClient, GetPublicKeyCommand, SignCommand } = await import('@aws-sdk/client-kms')
  const client = new KMSClient({
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
    ...awsEndpoint(endpoint),
  })
  return { client, GetPublicKeyCommand, SignCommand }
}

function within(ms: number) {
  return { abortSignal: AbortSignal.timeout(ms) }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}
