import { type KeyObject, generateKeyPair, randomUUID, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { KmsError } from './kms-error.ts'

/** The kinds of key that are played, by AWS's names. */
export type KeySpec = 'RSA_2048' | 'ECC_NIST_P384'

/** A key whose private half stays here. `isEnabled` is mutable, as an administrator's switch. */
export interface PlayedKey {
  readonly arn: string
  readonly spec: KeySpec
  isEnabled: boolean
  /** The public half as DER (SubjectPublicKeyInfo). */
  publicKey(): Uint8Array
  /** A signature by the one algorithm that is played for this kind of key; ECDSA gives DER. */
  sign(message: Uint8Array): Uint8Array
}

export const signingAlgorithms = { RSA_2048: 'RSASSA_PKCS1_V1_5_SHA_384', ECC_NIST_P384: 'ECDSA_SHA_384' } as const

/** The keys of one account in one region, and the aliases that stand for them. */
export interface KmsKeys {
  /** Makes a key and lets `alias` (`alias/…`) stand for it, from then on and in place of any other. */
  create(spec: KeySpec, alias?: string): Promise<PlayedKey>
  /** The key of an id, an ARN, an alias or an alias' ARN; throws `NotFoundException`. */
  named(keyId: string): PlayedKey
}

const account = '111122223333'

/** No keys yet. */
export function createKmsKeys(region: string): KmsKeys {
  const keys = new Map<string, PlayedKey>()
  const aliases = new Map<string, string>()
  const prefix = `arn:aws:kms:${region}:${account}:`

  return {
    async create(spec, alias) {
      const id = randomUUID()
      const key = playedKey(`${prefix}key/${id}`, spec, await pairOf(spec))
      keys.set(id, key)
      if (alias !== undefined) aliases.set(alias, id)
      return key
    },
    named(keyId) {
      const local = keyId.startsWith(prefix) ? keyId.slice(prefix.length) : keyId
      const id = local.startsWith('alias/') ? aliases.get(local) : local.replace(/^key\//, '')
      const key = keys.get(id ?? '')
      if (key === undefined) throw new KmsError('NotFoundException')
      return key
    },
  }
}

async function pairOf(spec: KeySpec): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return spec === 'RSA_2048'
    ? promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
    : promisify(generateKeyPair)('ec', { namedCurve: 'P-384' })
}

function playedKey(arn: string, spec: KeySpec, pair: { publicKey: KeyObject; privateKey: KeyObject }): PlayedKey {
  return {
    arn,
    spec,
    isEnabled: true,
    publicKey: () => pair.publicKey.export({ type: 'spki', format: 'der' }),
    sign: (message) => sign('sha384', message, pair.privateKey),
  }
}
