import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createSiteSecret } from '../../src/broker/site-secret.ts'
import { serving } from './played-parties.ts'

const keyId = 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-000000000000'

/** GenerateMac of KMS (AWS JSON 1.1), as the SDK asks it. */
async function aKms() {
  const state = { asked: 0, isDown: false }
  const app = new Hono().post('/', async (c) => {
    state.asked += 1
    if (state.isDown) return c.json({ __type: 'KMSInternalException' }, 500)
    const asked: { KeyId: string; Message: string; MacAlgorithm: string } = await c.req.json()
    if (c.req.header('x-amz-target') !== 'TrentService.GenerateMac' || asked.MacAlgorithm !== 'HMAC_SHA_256') {
      return c.json({ __type: 'ValidationException' }, 400)
    }
    const mac = createHmac('sha256', `inside KMS ${asked.KeyId}`).update(Buffer.from(asked.Message, 'base64'))
    return c.json({ KeyId: asked.KeyId, Mac: mac.digest('base64'), MacAlgorithm: asked.MacAlgorithm })
  })
  return { endpoint: await serving(app), state }
}

it('draws the same 32 bytes in every instance, and asks once however many wait', async () => {
  const { endpoint, state } = await aKms()
  const instance = () =>
    createSiteSecret({ kind: 'kms', keyId, region: null }, { region: 'us-east-1', endpoint }).current
  const [one, other] = [instance(), instance()]
  const drawn = await Promise.all([one(), one(), one(), other()])

  expect(drawn[0]).toHaveLength(32)
  expect(new Set(drawn.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1)
  expect(state.asked).toBe(2)
})

it('is closed while KMS cannot be asked, with a time to come back, and asks again then (faults)', async () => {
  const { endpoint, state } = await aKms()
  const secret = createSiteSecret({ kind: 'kms', keyId, region: null }, { region: 'us-east-1', endpoint }).current
  state.isDown = true
  await expect(secret()).rejects.toMatchObject({ code: 'broker-busy', retryAfterMs: 1_000 })
  state.isDown = false
  await expect(secret()).resolves.toHaveLength(32)
})

it('goes on with the secret it drew when KMS is down later (faults)', async () => {
  const { endpoint, state } = await aKms()
  const secret = createSiteSecret({ kind: 'kms', keyId, region: null }, { region: 'us-east-1', endpoint }).current
  const drawn = await secret()
  state.isDown = true
  expect(await secret()).toBe(drawn)
})

it('names the setting where it is not ready (R83)', async () => {
  const { endpoint, state } = await aKms()
  const secret = createSiteSecret({ kind: 'kms', keyId, region: null }, { region: 'us-east-1', endpoint })
  state.isDown = true
  await expect(secret.ready()).rejects.toThrow(/^CALL_TOKEN_KEY: /)
  state.isDown = false
  await expect(secret.ready()).resolves.toBeUndefined()
})

it('makes one at random for a process alone, and keeps one that was given', async () => {
  const place = { region: 'us-east-1', endpoint: null }
  const alone = createSiteSecret(null, place)
  expect(await alone.current()).toEqual(await alone.current())
  expect(await alone.current()).not.toEqual(await createSiteSecret(null, place).current())
  const bytes = new Uint8Array(32).fill(7)
  expect(await createSiteSecret({ kind: 'given', bytes }, place).current()).toEqual(bytes)
})
