import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calculateJwkThumbprint } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import { loadPemKey, readPemKey } from '../../src/smart/pem-key.ts'
import { aPem } from './signing-keys.ts'

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'key-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

it('makes a key on first start that only its owner can read, and keeps to it (R5)', async () => {
  const file = join(await aFolder(), 'keys', 'signing-key.pem')
  const made = await loadPemKey(file)
  const again = await loadPemKey(file)

  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/)
  expect(again.kid).toBe(made.kid)
  expect(made).toMatchObject({ alg: 'RS384', publicJwk: { kty: 'RSA', kid: made.kid, alg: 'RS384', use: 'sig' } })
  expect(made.kid).toBe(await calculateJwkThumbprint(made.publicJwk))
})

it('makes one key where two processes start at once, and leaves nothing beside it', async () => {
  const folder = await aFolder()
  const keys = await Promise.all([1, 2, 3].map(() => loadPemKey(join(folder, 'signing-key.pem'))))
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1)
  expect(await readdir(folder)).toEqual(['signing-key.pem'])
})

it.each([0o644, 0o640, 0o604])('refuses a key file of mode %o, which others can read (R5)', async (mode) => {
  const file = join(await aFolder(), 'signing-key.pem')
  await writeFile(file, aPem())
  await chmod(file, mode)
  await expect(loadPemKey(file)).rejects.toThrow('mode to 600')
})

it('signs with ES384 where the key is on P-384', async () => {
  const key = await readPemKey(aPem('P-384'))
  expect(key).toMatchObject({ alg: 'ES384', publicJwk: { kty: 'EC', crv: 'P-384' } })
  expect(key.publicJwk).not.toHaveProperty('d')
})

it.each([
  ['an RSA key of 1024 bits', () => aPem('rsa-1024')],
  ['a key on another curve', () => aPem('P-256')],
  ['a text', () => 'canary'],
  ['nothing', () => ''],
])('refuses %s, and quotes none of it', async (_, pem) => {
  const failure: Error = await readPemKey(pem()).then(
    () => new Error('taken'),
    (error: Error) => error,
  )
  expect(failure.name).toBe('SigningKeyError')
  expect(`${failure.message} ${String(failure.cause)}`).not.toMatch(/canary|BEGIN/)
})

it('says so where the file can neither be read nor made', async () => {
  const file = join(await aFolder(), 'signing-key.pem')
  await loadPemKey(file)
  await expect(loadPemKey(join(file, 'below-a-file.pem'))).rejects.toThrow('cannot be read or made')
})
