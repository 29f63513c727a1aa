import { generateKeyPair, randomUUID } from 'node:crypto'
import { link, mkdir, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { SigningAlgorithm } from './signing-key.ts'

/**
 * Makes a private key in a file (PEM, PKCS#8) that only its owner can read: RSA-2048 for RS384, P-384 for ES384.
 *
 * A file that is there is never written over: then nothing is made, and the answer is false. The key is made beside its
 * place and linked into it, so that of two processes at once one wins and none reads half a file. Folders are made with
 * mode 700.
 */
export async function makeKeyFile(file: string, alg: SigningAlgorithm): Promise<boolean> {
  const pem = await privateKeyFor(alg)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, pem, { mode: 0o600, flag: 'wx' })
  try {
    await link(draft, file)
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false
    throw cause
  } finally {
    await unlink(draft)
  }
}

async function privateKeyFor(alg: SigningAlgorithm): Promise<string> {
  const { privateKey } =
    alg === 'RS384'
      ? await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
      : await promisify(generateKeyPair)('ec', { namedCurve: 'P-384' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
