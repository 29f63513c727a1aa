import { expect, it } from 'vitest'
import { createSiteSecret } from '../../src/broker/site-secret.ts'
import { createJournal } from '../../src/sandbox/journal.ts'
import { createKms, type KmsFaults } from '../../src/sandbox/kms/kms.ts'
import { serving } from './played-parties.ts'

const alias = 'alias/call-tokens'

/** A KMS over HTTP with one HMAC key, and a broker's secret that is drawn from it by the real SDK. */
async function aKms() {
  const journal = createJournal()
  const kms = createKms({ region: 'us-east-1', journal })
  const key = await kms.keys.create('HMAC_256', alias)
  const endpoint = await serving(kms.app)
  const secret = (keyId: string = alias) =>
    createSiteSecret({ kind: 'kms', keyId, region: null }, { region: 'us-east-1', endpoint })
  const drawn = () => journal.entries().filter(({ event }) => event === 'mac-generated').length
  return { kms, key, secret, drawn }
}

it('draws the same 32 bytes in every instance, and asks once however many wait', async () => {
  const { secret, key, drawn } = await aKms()
  const [one, other] = [secret().current, secret(key.arn).current]
  const all = await Promise.all([one(), one(), one(), other()])

  expect(all[0]).toHaveLength(32)
  expect(new Set(all.map(hex)).size).toBe(1)
  expect(drawn()).toBe(2)
})

it('draws another secret from another key', async () => {
  const { kms, secret } = await aKms()
  await kms.keys.create('HMAC_256', 'alias/another')
  expect(hex(await secret('alias/another').current())).not.toBe(hex(await secret().current()))
})

it('is closed while KMS cannot be asked, with a time to come back, and asks again then (faults)', async () => {
  const { kms, secret } = await aKms()
  const { current } = secret()
  kms.faults.kind = 'down'
  await expect(current()).rejects.toMatchObject({ code: 'broker-busy', retryAfterMs: 1_000 })
  kms.faults.kind = 'none'
  await expect(current()).resolves.toHaveLength(32)
})

it('goes on with the secret it drew when KMS is down later (faults)', async () => {
  const { kms, secret } = await aKms()
  const { current } = secret()
  const drawn = await current()
  kms.faults.kind = 'down'
  expect(await current()).toBe(drawn)
})

it.each<KmsFaults['kind']>(['down', 'denied'])('names the setting where KMS is %s (R83)', async (kind) => {
  const { kms, secret } = await aKms()
  kms.faults.kind = kind
  await expect(secret().ready()).rejects.toThrow(/^CALL_TOKEN_KEY: /)
  kms.faults.kind = 'none'
  await expect(secret().ready()).resolves.toBeUndefined()
})

it('names the setting where it is no HMAC key that it names, or one that is disabled (R83)', async () => {
  const { kms, key, secret } = await aKms()
  await kms.keys.create('RSA_2048', 'alias/signing')
  await expect(secret('alias/signing').ready()).rejects.toThrow(/^CALL_TOKEN_KEY: /)
  await expect(secret('alias/unknown').ready()).rejects.toThrow(/^CALL_TOKEN_KEY: /)
  key.isEnabled = false
  await expect(secret().ready()).rejects.toThrow(/^CALL_TOKEN_KEY: /)
})

it('makes one at random for a process alone, and keeps one that was given', async () => {
  const place = { region: 'us-east-1', endpoint: null }
  const alone = createSiteSecret(null, place)
  expect(await alone.current()).toEqual(await alone.current())
  expect(await alone.current()).not.toEqual(await createSiteSecret(null, place).current())
  const bytes = new Uint8Array(32).fill(7)
  expect(await createSiteSecret({ kind: 'given', bytes }, place).current()).toEqual(bytes)
})

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
