import { Hono } from 'hono'
import { goneFrom } from '../gone-from.ts'
import type { Journal } from '../journal.ts'
import { KmsError } from './kms-error.ts'
import { type KmsKeys, type PlayedKey, createKmsKeys, signingAlgorithms } from './kms-keys.ts'

/** What may be broken: no answers while `down`, none that are quick enough while `silent`, and the refusals of AWS. */
export interface KmsFaults {
  kind: 'none' | 'down' | 'silent' | 'throttled' | 'denied'
}

export interface Kms {
  readonly app: Hono
  readonly keys: KmsKeys
  readonly faults: KmsFaults
}

/** The form of a Signature Version 4 header for the `kms` service. The signature itself is not computed. */
const signed =
  /^AWS4-HMAC-SHA256 Credential=[^/\s]+\/\d{8}\/[a-z0-9-]+\/kms\/aws4_request, ?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{64}$/

const mostMessageBytes = 4_096

/**
 * AWS KMS as far as the broker needs it: `GetPublicKey` and `Sign` of whole messages with a pair of keys, `GenerateMac` with
 * an HMAC key.
 *
 * AWS JSON 1.1: the operation stands in `x-amz-target`, an error's name in `__type`. A request without a Signature
 * Version 4 header is refused, as by AWS; the signature's value is not checked, for there is no secret to check it with.
 */
export function createKms(parts: { region: string; journal: Journal }): Kms {
  const { region, journal } = parts
  const faults: KmsFaults = { kind: 'none' }
  const keys = createKmsKeys(region)

  const app = new Hono()
  app.onError((error, c) => {
    const known = error instanceof KmsError ? error : new KmsError('KMSInternalException')
    journal.write('kms', 'refused', { error: known.name })
    return c.body(JSON.stringify({ __type: known.name, message: known.name }), known.status, json)
  })
  app.use(async (c, next) => {
    if (faults.kind === 'down') throw new KmsError('KMSInternalException')
    if (faults.kind === 'silent') await goneFrom(c.req.raw.signal)
    if (!signed.test(c.req.header('authorization') ?? '')) throw new KmsError('MissingAuthenticationTokenException')
    if (faults.kind === 'throttled') throw new KmsError('ThrottlingException')
    if (faults.kind === 'denied') throw new KmsError('AccessDeniedException')
    await next()
  })

  app.post('/', async (c) => {
    const asked: unknown = await c.req.json().catch(() => {
      throw new KmsError('SerializationException')
    })
    const operation = operations[c.req.header('x-amz-target') ?? '']
    if (operation === undefined) throw new KmsError('UnknownOperationException')
    const fields: Fields = typeof asked === 'object' && asked !== null ? { ...asked } : {}
    if (typeof fields['KeyId'] !== 'string' || fields['KeyId'] === '') throw new KmsError('ValidationException')
    const key = keys.named(fields['KeyId'])
    if (!key.isEnabled) throw new KmsError('DisabledException')

    const answer = operation.answer(key, fields)
    journal.write('kms', operation.event, { key: key.arn })
    return c.body(JSON.stringify({ KeyId: key.arn, ...answer }), 200, json)
  })
  return { app, keys, faults }
}

type Fields = Readonly<Record<string, unknown>>

const json = { 'content-type': 'application/x-amz-json-1.1' }

const operations: Readonly<Record<string, { event: string; answer: (key: PlayedKey, asked: Fields) => object }>> = {
  'TrentService.GetPublicKey': {
    event: 'public-key-given',
    answer: (key) => {
      // An HMAC key has no public half (AWS KMS API Reference, GetPublicKey).
      if (key.usage !== 'SIGN_VERIFY') throw new KmsError('UnsupportedOperationException')
      return {
        KeySpec: key.spec,
        KeyUsage: key.usage,
        PublicKey: base64(key.publicKey()),
        SigningAlgorithms: [signingAlgorithms[key.spec]],
      }
    },
  },
  'TrentService.Sign': {
    event: 'signed',
    answer: (key, { Message, MessageType, SigningAlgorithm }) => {
      // AWS signs digests too; only whole messages are played.
      if ((MessageType ?? 'RAW') !== 'RAW') throw new KmsError('ValidationException')
      const message = messageOf(Message)
      if (key.usage !== 'SIGN_VERIFY' || SigningAlgorithm !== signingAlgorithms[key.spec]) {
        throw new KmsError('InvalidKeyUsageException')
      }
      return { SigningAlgorithm, Signature: base64(key.sign(message)) }
    },
  },
  'TrentService.GenerateMac': {
    event: 'mac-generated',
    answer: (key, { Message, MacAlgorithm }) => {
      const message = messageOf(Message)
      if (key.usage !== 'GENERATE_VERIFY_MAC' || MacAlgorithm !== 'HMAC_SHA_256') {
        throw new KmsError('InvalidKeyUsageException')
      }
      return { MacAlgorithm, Mac: base64(key.mac(message)) }
    },
  },
}

function messageOf(value: unknown): Buffer {
  const message = Buffer.from(typeof value === 'string' ? value : '', 'base64')
  if (message.length === 0 || message.length > mostMessageBytes) throw new KmsError('ValidationException')
  return message
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
