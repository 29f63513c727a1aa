import { type KeyObject, createHmac, generateKeyPair, randomBytes, randomUUID, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { KmsError } from './kms-error.ts'

/** The kinds of key that are played, by AWS's names. */
export type KeySpec = 'RSA_2048' | 'ECC_NIST_P384' | 'HMAC_256'

/** A key that never leaves here. `isEnabled` is mutable, as an administrator's switch. */
export type PlayedKey = SigningKey | MacKey

interface AnyKey {
  readonly arn: string
  isEnabled: boolean
}

/** A pair of keys, used by the one algorithm that is played for its kind. */
export interface SigningKey extends AnyKey {
  readonly usage: 'SIGN_VERIFY'
  readonly spec: keyof typeof signingAlgorithms
  /** The public half as DER (SubjectPublicKeyInfo). */
  publicKey(): Uint8Array
  /** A signature; ECDSA gives DER. */
  sign(message: Uint8Array): Uint8Array
}

/** One secret, from which codes are made by HMAC with SHA-256. */
export interface MacKey extends AnyKey {
  readonly usage: 'GENERATE_VERIFY_MAC'
  readonly spec: 'HMAC_256'
  mac(message: Uint8Array): Uint8Array
}

export const signingAlgorithms = { RSA_2048: 'RSASSA_PKCS1_V1_5_SHA_384', ECC_NIST_P384: 'ECDSA_SHA_384' } as const

/** The keys of one account in one region, and the aliases that stand for them. */
export interface KmsKeys {
  /** Makes a key and lets `alias` (`alias/…`) stand for it, from then on and in place of any other. */
  create(spec: SigningKey['spec'], alias?: string): Promise<SigningKey>
  create(spec: MacKey['spec'], alias?: string): Promise<MacKey>
  /** The key of an id, an ARN, an alias or an alias' ARN; throws `NotFoundException`. */
  named(keyId: string): PlayedKey
}

const account = '111122223333'

/** No keys yet. */
export function createKmsKeys(region: string): KmsKeys {
  const keys = new Map<string, PlayedKey>()
  const aliases = new Map<string, string>()
  const prefix = `arn:aws:kms:${region}:${account}:`

  const keep = <Key extends PlayedKey>(key: Key, alias: string | undefined): Key => {
    const id = key.arn.slice(`${prefix}key/`.length)
    keys.set(id, key)
    if (alias !== undefined) aliases.set(alias, id)
    return key
  }
  async function create(spec: SigningKey['spec'], alias?: string): Promise<SigningKey>
  async function create(spec: MacKey['spec'], alias?: string): Promise<MacKey>
  async function create(spec: KeySpec, alias?: string): Promise<PlayedKey> {
    const arn = `${prefix}key/${randomUUID()}`
    return spec === 'HMAC_256' ? keep(macKey(arn), alias) : keep(signingKey(arn, spec, await pairOf(spec)), alias)
  }

  return {
    create,
    named(keyId) {
      const local = keyId.startsWith(prefix) ? keyId.slice(prefix.length) : keyId
      const id = local.startsWith('alias/') ? aliases.get(local) : local.replace(/^key\//, '')
      const key = keys.get(id ?? '')
      if (key === undefined) throw new KmsError('NotFoundException')
      return key
    },
  }
}

interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

async function pairOf(spec: SigningKey['spec']): Promise<KeyPair> {
  return spec === 'RSA_2048'
    ? promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
    : promisify(generateKeyPair)('ec', { namedCurve: 'P-384' })
}

function signingKey(arn: string, spec: SigningKey['spec'], { publicKey, privateKey }: KeyPair): SigningKey {
  return {
    arn,
    usage: 'SIGN_VERIFY',
    spec,
    isEnabled: true,
    publicKey: () => publicKey.export({ type: 'spki', format: 'der' }),
    sign: (message) => sign('sha384', message, privateKey),
  }
}

function macKey(arn: string): MacKey {
  const secret = randomBytes(32)
  return {
    arn,
    usage: 'GENERATE_VERIFY_MAC',
    spec: 'HMAC_256',
    isEnabled: true,
    mac: (message) => createHmac('sha256', secret).update(message).digest(),
  }
}
