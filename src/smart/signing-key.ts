import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPair, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { type JWK, calculateJwkThumbprint, exportJWK } from 'jose'

/** A private key that signs, and what the world may know of it. */
export interface SigningKey {
  readonly alg: 'RS384' | 'ES384'
  /** RFC 7638 thumbprint: the same key has the same id on every machine. */
  readonly kid: string
  readonly privateKey: KeyObject
  /** Public members only, with `kid`, `alg` and `use`. */
  readonly publicJwk: JWK
}

/** A key file that must not be used. The message names the reason and the setting, never the contents. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError'
}

/**
 * The signing key in a PEM file (PKCS#8), made on first start: RSA-2048, readable by its owner alone.
 *
 * Takes RSA of at least 2048 bits (RS384) or EC on P-384 (ES384). Throws `SigningKeyError` where others may read the
 * file, where it holds no such key, or where it cannot be read or made.
 *
 * @see facts/epic.md 2.1: RS384 and ES384, RSA of at least 2048 bits.
 */
export async function loadSigningKey(file: string): Promise<SigningKey> {
  try {
    await makeWhereMissing(file)
    const { mode } = await stat(file)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new SigningKeyError('the signing key file can be read by others: set its mode to 600')
    }
    return await readSigningKey(await readFile(file, 'utf8'))
  } catch (cause) {
    if (cause instanceof SigningKeyError) throw cause
    throw new SigningKeyError('the signing key file cannot be read or made', { cause })
  }
}

/** Reads a signing key from PEM text; throws `SigningKeyError` for anything but a fit private key. */
export async function readSigningKey(pem: string): Promise<SigningKey> {
  const privateKey = privateKeyOf(pem)
  const alg = algorithmOf(privateKey)
  const jwk = await exportJWK(createPublicKey(privateKey))
  const kid = await calculateJwkThumbprint(jwk)
  return { alg, kid, privateKey, publicJwk: { ...jwk, kid, alg, use: 'sig' } }
}

function privateKeyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    // The cause of OpenSSL may quote the file.
    throw new SigningKeyError('the signing key file holds no private key in PEM (PKCS#8)')
  }
}

function algorithmOf(key: KeyObject): SigningKey['alg'] {
  const details = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= 2048) return 'RS384'
  if (key.asymmetricKeyType === 'ec' && details?.namedCurve === 'secp384r1') return 'ES384'
  throw new SigningKeyError('the signing key is neither RSA of at least 2048 bits nor EC on P-384')
}

/** Made beside its place and linked into it, so that of two processes starting at once one wins and none reads half a file. */
async function makeWhereMissing(file: string): Promise<void> {
  const exists = await stat(file).then(
    () => true,
    () => false,
  )
  if (exists) return

  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, privateKey, { mode: 0o600, flag: 'wx' })
  await link(draft, file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause
  })
  await unlink(draft)
}
