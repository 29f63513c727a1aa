import { createPublicKey, verify } from 'node:crypto'
import { jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { createJournal } from '../../src/sandbox/journal.ts'
import type { SigningKey } from '../../src/sandbox/kms/kms-keys.ts'
import { createKms, type KmsFaults } from '../../src/sandbox/kms/kms.ts'
import { signClientAssertion } from '../../src/smart/client-assertion.ts'
import { loadKmsKey } from '../../src/smart/kms-key.ts'
import { serving } from '../broker/played-parties.ts'

const alias = 'alias/agent-widget'

/** A KMS over HTTP with one key, and the real SDK before it. */
async function aKms(spec: SigningKey['spec'] = 'ECC_NIST_P384') {
  const journal = createJournal()
  const kms = createKms({ region: 'us-east-1', journal })
  const played = await kms.keys.create(spec, alias)
  const endpoint = await serving(kms.app)
  const load = (keyId: string = alias) => loadKmsKey({ keyId, region: 'us-east-1', endpoint })
  const asked = () => journal.entries().map(({ event }) => event)
  return { kms, played, load, asked }
}

it.each([
  ['RSA_2048', 'RS384'],
  ['ECC_NIST_P384', 'ES384'],
] as const)('signs assertions with a key of kind %s that never leaves KMS, as %s (R6)', async (spec, alg) => {
  const { load, asked } = await aKms(spec)
  const key = await load()
  expect(key).toMatchObject({ alg, publicJwk: { kid: key.kid, alg, use: 'sig' } })
  expect(key.publicJwk).not.toHaveProperty('d')

  const assertions = Array.from({ length: 8 }, () => signClientAssertion(key, 'client-1', 'https://epic.example.org/t'))
  for (const assertion of await Promise.all(assertions)) {
    const verified = await jwtVerify(assertion, createPublicKey({ key: key.publicJwk, format: 'jwk' }))
    expect(verified.protectedHeader).toEqual({ alg, kid: key.kid, typ: 'JWT' })
  }
  expect(asked()).toEqual(['public-key-given', ...Array<string>(8).fill('signed')])
})

it('finds the key by its id, its ARN or an alias', async () => {
  const { load, played } = await aKms()
  const names = [alias, played.arn, played.arn.replace(/.*\//, '')]
  const kids = await Promise.all(names.map(async (name) => (await load(name)).kid))
  expect(new Set(kids).size).toBe(1)
})

it('goes on with the key that an alias stood for when it was loaded, so that id and signature are of one key', async () => {
  const { load, kms, played } = await aKms()
  const key = await load()
  await kms.keys.create('ECC_NIST_P384', alias)

  const signature = await key.sign('canary')
  const publicKey = createPublicKey({ key: Buffer.from(played.publicKey()), format: 'der', type: 'spki' })
  const isOfTheFirst = verify('sha384', Buffer.from('canary'), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
  expect(isOfTheFirst).toBe(true)
})

it.each<[KmsFaults['kind'] | 'disabled' | 'unknown', string, string]>([
  ['down', 'signing-key-unavailable', 'KMSInternalException'],
  ['silent', 'signing-key-unavailable', 'AbortError'],
  ['throttled', 'signing-key-unavailable', 'ThrottlingException'],
  ['denied', 'epic-set-up', 'AccessDeniedException'],
  ['disabled', 'epic-set-up', 'DisabledException'],
])('is closed where KMS is %s, as %s, after two tries at most', async (fault, code, name) => {
  const { load, kms, played, asked } = await aKms()
  const key = await load()
  if (fault === 'disabled') played.isEnabled = false
  else kms.faults.kind = fault as KmsFaults['kind']

  const failure: unknown = await key.sign('canary').catch((error: unknown) => error)
  expect(isIntegrationError(failure) && [failure.code, (failure.cause as Error).name]).toEqual([code, name])
  expect(asked().length).toBeLessThanOrEqual(3)
})

it('signs again once KMS is back', async () => {
  const { load, kms } = await aKms()
  const key = await load()
  kms.faults.kind = 'down'
  await expect(key.sign('canary')).rejects.toThrow('signing-key-unavailable')
  kms.faults.kind = 'none'
  expect((await key.sign('canary')).length).toBe(96)
})

it.each([
  ['says what to mend where KMS has no such key', 'alias/another', 'none', 'SigningKeyError: KMS has no key'],
  ['says which rights are missing', alias, 'denied', 'SigningKeyError: the broker may not use the key'],
  ['is not about the key where KMS does not answer', alias, 'down', 'IntegrationError: signing-key-unavailable'],
] as const)('%s', async (_, keyId, fault, words) => {
  const { load, kms } = await aKms()
  kms.faults.kind = fault
  const failure: unknown = await load(keyId).catch((error: unknown) => error)
  expect(String(failure)).toContain(words)
})
