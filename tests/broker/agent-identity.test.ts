import { type JWTPayload, exportJWK, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { createAgentIdentity } from '../../src/broker/agent-identity.ts'
import { createAgentKeys } from '../../src/broker/agent-keys.ts'
import { badTokens } from './bad-tokens.ts'
import { anIdentityProvider } from './played-parties.ts'

/** The settings of most sites. */
const ordinary = (issuer: string) => ({
  issuer,
  audience: 'urn:broker',
  clientId: 'agent-widget',
  usernameClaim: 'preferred_username',
  tokenType: 'at+jwt',
  clientClaim: null,
})

async function aVerifier(tokenType = 'at+jwt', clientClaim: string | null = null) {
  const idp = await anIdentityProvider()
  const config = { ...ordinary(idp.issuer), tokenType, clientClaim }
  const clock = { offsetMs: 0 }
  const now = () => Date.now() + clock.offsetMs
  const verify = createAgentIdentity(config, createAgentKeys({ issuer: idp.issuer, now }), now)
  return { idp, verify, clock }
}

const seconds = () => Math.floor(Date.now() / 1000)

it('knows the agent of a token that holds', async () => {
  const { idp, verify } = await aVerifier()
  await expect(verify(await idp.tokenOf())).resolves.toEqual({ subject: 'idp-dana', username: 'dana.rivera' })
})

it.each([
  ['names the client as azp', { client_id: undefined, azp: 'agent-widget' }],
  ['has several audiences', { aud: ['urn:other', 'urn:broker'] }],
  ['ended ten seconds ago by our clock', { exp: seconds() - 10 }],
] as [string, JWTPayload][])('takes a token that %s', async (_, facts) => {
  const { idp, verify } = await aVerifier()
  await expect(verify(await idp.tokenOf(facts))).resolves.toMatchObject({ username: 'dana.rivera' })
})

it.each(badTokens)('refuses a token that %s (R10)', async (_, write) => {
  const { idp, verify } = await aVerifier()
  await expect(verify(await write(idp))).rejects.toThrow('agent-not-signed-in')
})

it.each(['', 'a', 'a.b', 'a.b.c', 'a.b.c.d.e', `${'a'.repeat(9_000)}.b.c`])('refuses %o', async (token) => {
  const { idp, verify } = await aVerifier()
  await expect(verify(token)).rejects.toThrow('agent-not-signed-in')
  expect(idp.state.asked).toBe(0)
})

it('takes the type that the site’s provider writes', async () => {
  const { idp, verify } = await aVerifier('JWT')
  await expect(verify(await idp.tokenOf({}, { typ: 'JWT' }))).resolves.toMatchObject({ username: 'dana.rivera' })
})

it('takes a token without a type where the site’s provider writes none, and none with one', async () => {
  const { idp, verify } = await aVerifier('none')
  const without = { typ: undefined } as never
  await expect(verify(await idp.tokenOf({}, without))).resolves.toMatchObject({ username: 'dana.rivera' })
  await expect(verify(await idp.tokenOf())).rejects.toThrow('agent-not-signed-in')
})

it.each([
  ['is for our client only', { aud: 'agent-widget' }],
  ['has the nonce', { nonce: 'n' }],
  ['says its use', { token_use: 'id' }],
] as [string, JWTPayload][])('tells an ID token without a type by what it %s (R10)', async (_, facts) => {
  const { idp, verify } = await aVerifier('none')
  await expect(verify(await idp.tokenOf(facts, { typ: undefined } as never))).rejects.toThrow('agent-not-signed-in')
})

it('reads the client in the claim of the site’s provider', async () => {
  const { idp, verify } = await aVerifier('at+jwt', 'cid')
  const token = await idp.tokenOf({ client_id: undefined, cid: 'agent-widget' })
  await expect(verify(token)).resolves.toMatchObject({ username: 'dana.rivera' })
})

it.each([
  ['is another there', { cid: 'other-app' }],
  ['is not named at all', {}],
  ['is another in azp beside it', { cid: 'agent-widget', azp: 'other-app' }],
] as [string, JWTPayload][])('refuses a token whose client %s (R10)', async (_, facts) => {
  const { idp, verify } = await aVerifier('at+jwt', 'cid')
  const token = await idp.tokenOf({ client_id: undefined, ...facts })
  await expect(verify(token)).rejects.toThrow('agent-not-signed-in')
})

it('knows a token again that it verified before, and no other in its place (R10)', async () => {
  const { idp, verify } = await aVerifier()
  const token = await idp.tokenOf()
  const [header, payload, signature = ''] = token.split('.')
  const forged = [header, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.')
  await verify(token)
  await expect(verify(token)).resolves.toMatchObject({ username: 'dana.rivera' })
  await expect(verify(forged)).rejects.toThrow('agent-not-signed-in')
})

it('takes a token that it knows no longer than it holds (R10)', async () => {
  const { idp, verify, clock } = await aVerifier()
  const token = await idp.tokenOf({ exp: seconds() + 100 })
  await verify(token)
  clock.offsetMs = 125_000
  await expect(verify(token)).resolves.toMatchObject({ username: 'dana.rivera' })
  clock.offsetMs = 131_000
  await expect(verify(token)).rejects.toThrow('agent-not-signed-in')
})

it('takes a token that it knows no longer than the provider has its key (R10)', async () => {
  const { idp, verify, clock } = await aVerifier()
  const token = await idp.tokenOf({ exp: seconds() + 3_600 })
  await verify(token)
  idp.state.keys = idp.state.keys.map((key) => ({ ...key, kid: 'another' }))
  clock.offsetMs = 11 * 60_000
  await expect(verify(token)).rejects.toThrow('agent-not-signed-in')
})

it('takes no token that it knows where the provider has put another key under the same id (R10)', async () => {
  const { idp, verify, clock } = await aVerifier()
  const token = await idp.tokenOf({ exp: seconds() + 3_600 })
  await verify(token)
  const { publicKey } = await generateKeyPair('RS256')
  idp.state.keys = [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }]
  clock.offsetMs = 11 * 60_000
  await expect(verify(token)).rejects.toThrow('agent-not-signed-in')
})

describe('a provider whose clock is not ours', () => {
  const ours = Math.floor(Date.now() / 1000)
  const ourTime = () => ours * 1_000

  /** Whether a token that its provider made by a clock so many seconds ahead of ours is taken, at an exact second. */
  async function isTaken(facts: JWTPayload): Promise<boolean> {
    const idp = await anIdentityProvider()
    const verify = createAgentIdentity(
      ordinary(idp.issuer),
      createAgentKeys({ issuer: idp.issuer, now: ourTime }),
      ourTime,
    )
    return verify(await idp.tokenOf(facts)).then(
      () => true,
      () => false,
    )
  }

  it('is believed up to 30 s ahead, and for 30 s after the end of its tokens, and no second beyond (R7, R10)', async () => {
    const lifeS = 300
    const offsets = Array.from({ length: 81 }, (_, index) => index - 40)
    const taken = await Promise.all(
      offsets.map(async (ahead) => ({
        ahead,
        // Just made, by that clock; and about to end, by that clock, as our own sees it.
        young: await isTaken({ iat: ours + ahead, nbf: ours + ahead, exp: ours + ahead + lifeS }),
        old: await isTaken({ iat: ours - ahead - lifeS, nbf: ours - ahead - lifeS, exp: ours - ahead }),
      })),
    )
    expect(taken.filter(({ young }) => young).map(({ ahead }) => ahead)).toEqual(offsets.filter((ahead) => ahead <= 30))
    // A token is over at its `exp`, not after it (RFC 7519 §4.1.4), so the last second is the 29th.
    expect(taken.filter(({ old }) => old).map(({ ahead }) => ahead)).toEqual(offsets.filter((ahead) => ahead < 30))
  })
})
