import { exportJWK, generateKeyPair } from 'jose'
import { expect, it } from 'vitest'
import { createAgentKeys } from '../../src/broker/agent-keys.ts'
import { anIdentityProvider } from './played-parties.ts'

const minute = 60_000
const token = { payload: '', signature: '' }

async function keysAt(start = 0) {
  const idp = await anIdentityProvider()
  const clock = { now: start }
  const find = createAgentKeys({ issuer: idp.issuer, now: () => clock.now })
  return { idp, clock, find: (kid: string) => find({ alg: 'RS256', kid }, token) }
}

it('asks the provider once for a hundred tokens at once', async () => {
  const { idp, find } = await keysAt()
  await Promise.all(Array.from({ length: 100 }, () => find('key-1')))
  expect(idp.state.asked).toBe(2)
})

it('goes on with known keys while the provider is down, for a day', async () => {
  const { idp, clock, find } = await keysAt()
  await find('key-1')
  idp.state.isDown = true

  clock.now = 23 * 60 * minute
  await expect(find('key-1')).resolves.toBeDefined()
  clock.now = 25 * 60 * minute
  await expect(find('key-1')).rejects.toThrow('identity-provider-unreachable')
})

it('cannot tell about an unknown key while the provider is down, and does not call it a refusal', async () => {
  const { idp, clock, find } = await keysAt()
  await find('key-1')
  idp.state.isDown = true
  clock.now = minute

  await expect(find('key-2')).rejects.toThrow('identity-provider-unreachable')
})

it('learns a new key of the provider when a token names it, and asks at most every 30 s for made-up ones', async () => {
  const { idp, clock, find } = await keysAt()
  await find('key-1')
  await expect(find('key-2')).rejects.toThrow('no applicable key')
  expect(idp.state.asked).toBe(2)

  idp.state.keys.push({
    ...(await exportJWK((await generateKeyPair('RS256')).publicKey)),
    kid: 'key-2',
    alg: 'RS256',
    use: 'sig',
  })
  clock.now = 31_000
  await expect(find('key-2')).resolves.toBeDefined()
  expect(idp.state.asked).toBe(4)
})

it('takes no keys from a provider that calls itself by another issuer', async () => {
  const { idp } = await keysAt()
  const find = createAgentKeys({ issuer: `${idp.issuer}/` })
  await expect(find({ alg: 'RS256', kid: 'key-1' }, token)).rejects.toThrow('identity-provider-unreachable')
})
