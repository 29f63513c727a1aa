import { type JWTPayload, SignJWT, decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { createCallTokens, operationsOf } from '../../src/broker/call-token.ts'
import { IntegrationError } from '../../src/domain/errors.ts'

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

it('takes the token that another instance of the site gave, every time until it is over (R17)', async () => {
  const clock = { now: 1_000_500 }
  const emergency = { ...grant, isEmergency: true as const }
  const [one, other] = [createCallTokens(url, secret, () => clock.now), createCallTokens(url, secret, () => clock.now)]
  const { token } = await one.issue(grant, operationsOf.live)
  const { token: inEmergency } = await one.issue(emergency, ['search'])
  await expect(other.verify(token, 'confirm')).resolves.toEqual(grant)
  await expect(other.verify(inEmergency, 'search')).resolves.toEqual(emergency)

  clock.now = 1_119_999
  await expect(other.verify(inEmergency, 'search')).resolves.toEqual(emergency)
  await expect(other.verify(inEmergency, 'confirm')).rejects.toThrow('contact-token-over')
  clock.now = 1_120_000
  await expect(other.verify(inEmergency, 'search')).rejects.toThrow('contact-token-over')
  clock.now = 1_299_999
  for (const tokens of [one, other]) await expect(tokens.verify(token, 'search')).resolves.toEqual(grant)
  clock.now = 1_300_000
  for (const tokens of [one, other]) {
    await expect(tokens.verify(token, 'search')).rejects.toThrow('contact-token-over')
  }
})

const changed = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

it('takes no token that differs from a known one in a single letter (R17)', async () => {
  const tokens = createCallTokens(url, secret)
  const { token } = await tokens.issue(grant, operationsOf.live)
  await tokens.verify(token, 'search')
  const [head = '', body = '', signature = ''] = token.split('.')
  const others = [
    [changed(head), body, signature],
    [head, changed(body), signature],
    [head, body, changed(signature)],
  ]
  for (const other of others) {
    await expect(tokens.verify(other.join('.'), 'search')).rejects.toThrow('contact-token-over')
  }
})

it('says that it is busy where the site’s secret cannot be drawn, not that the token is over', async () => {
  const { token } = await createCallTokens(url, secret).issue(grant, operationsOf.live)
  const busy = createCallTokens(url, () => Promise.reject(new IntegrationError('broker-busy')))
  await expect(busy.verify(token, 'search')).rejects.toThrow('broker-busy')
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
