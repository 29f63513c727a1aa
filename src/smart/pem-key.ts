import { type KeyObject, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { makeKeyFile } from './key-file.ts'
import { type SigningKey, SigningKeyError, describeKey } from './signing-key.ts'

/**
 * The signing key in a PEM file (PKCS#8), made on first start: RSA-2048, readable by its owner alone. For development
 * and for Epic's sandboxes; in production keys lie in KMS (R5).
 *
 * Throws `SigningKeyError` where others may read the file, where it holds no fit key, or where it cannot be read or made.
 */
export async function loadPemKey(file: string): Promise<SigningKey> {
  try {
    const exists = await stat(file).then(
      () => true,
      () => false,
    )
    if (!exists) await makeKeyFile(file, 'RS384')
    const { mode } = await stat(file)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new SigningKeyError('the signing key file can be read by others: set its mode to 600')
    }
    return await readPemKey(await readFile(file, 'utf8'))
  } catch (cause) {
    if (cause instanceof SigningKeyError) throw cause
    throw new SigningKeyError('the signing key file cannot be read or made', { cause })
  }
}

/** Reads a signing key from PEM text; throws `SigningKeyError` for anything but a fit private key. */
export async function readPemKey(pem: string): Promise<SigningKey> {
  const key = privateKeyOf(pem)
  return { ...(await describeKey(createPublicKey(key))), sign: (input) => signWith(key, input) }
}

function privateKeyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    // The cause of OpenSSL may quote the file.
    throw new SigningKeyError('the signing key file holds no private key in PEM (PKCS#8)')
  }
}

/** Off the main thread: a signature takes a third of a millisecond. `dsaEncoding` is for EC alone, RSA passes it by. */
function signWith(key: KeyObject, input: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    sign('sha384', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }, (error, signature) => {
      if (error === null) resolve(signature)
      else reject(error)
    })
  })
}
