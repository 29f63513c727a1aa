import { type JWTPayload, SignJWT, decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { createCallTokens, operationsOf } from '../../src/broker/call-token.ts'

const key = new Uint8Array(32).fill(7)
const secret = async () => key
const anotherSecret = async () => new Uint8Array(32).fill(8)
const url = 'https://broker.example.org'
const grant = { agentId: 'connect-dana', contactId: 'call-1', initialContactId: 'call-0' }

it('binds a token to an agent, a contact and an audience, for 300 seconds (R17)', async () => {
  const { token, expiresIn } = await createCallTokens(url, secret, () => 1_000_000).issue(grant, operationsOf.live)
  expect(expiresIn).toBe(300)
  expect(decodeJwt(token)).toEqual({
    iss: url,
    aud: `${url}/fhir/R4`,
    sub: 'connect-dana',
    contact: 'call-1',
    first: 'call-0',
    operations: ['search', 'confirm', 'withdraw'],
    jti: expect.any(String),
    iat: 1_000,
    exp: 1_300,
  })
})

it('takes its own token until it is over, and not a second longer (R17)', async () => {
  const clock = { now: 1_000_000 }
  const tokens = createCallTokens(url, secret, () => clock.now)
  const { token } = await tokens.issue(grant, operationsOf.live)
  clock.now += 299_000
  await expect(tokens.verify(token, 'search')).resolves.toEqual(grant)
  clock.now += 1_000
  await expect(tokens.verify(token, 'search')).rejects.toThrow('contact-token-over')
})

const claims = {
  contact: 'call-1',
  first: 'call-0',
  operations: ['search'],
  iss: url,
  aud: `${url}/fhir/R4`,
  sub: 'connect-dana',
  jti: 'j',
}
const header = { alg: 'HS256', typ: 'agent-widget-call+jwt' }

it.each([
  ['of another audience', { ...claims, aud: url }, header],
  ['of another issuer', { ...claims, iss: 'https://evil.example' }, header],
  ['of another type', claims, { ...header, typ: 'JWT' }],
  ['of another algorithm', claims, { ...header, alg: 'HS512' }],
  ['for no contact', { ...claims, contact: undefined }, header],
  ['of no chain of transfers', { ...claims, first: undefined }, header],
  ['of no agent', { ...claims, sub: undefined }, header],
  ['without an id', { ...claims, jti: undefined }, header],
  ['for another operation', { ...claims, operations: ['confirm'] }, header],
  ['for no operation', { ...claims, operations: undefined }, header],
] as [string, JWTPayload, { alg: string; typ: string }][])(
  'takes no token %s (R17)',
  async (_, facts, protectedHeader) => {
    const token = await new SignJWT(facts).setProtectedHeader(protectedHeader).setExpirationTime('5m').sign(key)
    await expect(createCallTokens(url, secret).verify(token, 'search')).rejects.toThrow('contact-token-over')
  },
)

it('takes no token without an end, and none of another broker (R17)', async () => {
  const endless = await new SignJWT(claims).setProtectedHeader(header).sign(key)
  await expect(createCallTokens(url, secret).verify(endless, 'search')).rejects.toThrow('contact-token-over')

  const { token } = await createCallTokens(url, anotherSecret).issue(grant, operationsOf.live)
  await expect(createCallTokens(url, secret).verify(token, 'search')).rejects.toThrow('contact-token-over')
})

it('makes a token of a contact that is over good for taking back, and for nothing else (R24)', async () => {
  const tokens = createCallTokens(url, secret)
  const { token } = await tokens.issue(grant, operationsOf.over)

  await expect(tokens.verify(token, 'withdraw')).resolves.toEqual(grant)
  await expect(tokens.verify(token, 'search')).rejects.toThrow('contact-token-over')
  await expect(tokens.verify(token, 'confirm')).rejects.toThrow('contact-token-over')
})
