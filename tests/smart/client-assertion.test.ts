import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { signClientAssertion } from '../../src/smart/client-assertion.ts'
import { readPemKey } from '../../src/smart/pem-key.ts'
import { aPem, aSigningKey } from './signing-keys.ts'

const tokenUrl = 'https://epic.example.org/interconnect/oauth2/token'

it.each(['rsa', 'P-384'] as const)(
  'says who we are in the way that Epic checks, with a key of kind %s (R6)',
  async (kind) => {
    const key = await readPemKey(aPem(kind))
    const assertion = await signClientAssertion(key, 'client-1', tokenUrl, () => 1_000_000_500)

    expect(decodeProtectedHeader(assertion)).toEqual({ alg: key.alg, kid: key.kid, typ: 'JWT' })
    expect(decodeJwt(assertion)).toEqual({
      iss: 'client-1',
      sub: 'client-1',
      aud: tokenUrl,
      jti: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
      iat: 999_970,
      nbf: 999_970,
      exp: 1_000_240,
    })
    const verified = jwtVerify(assertion, key.publicJwk, { currentDate: new Date(1_000_000_500) })
    await expect(verified).resolves.toBeDefined()
  },
)

it('never says the same twice (R6)', async () => {
  const key = await aSigningKey()
  const said = await Promise.all(Array.from({ length: 20 }, () => signClientAssertion(key, 'client-1', tokenUrl)))
  expect(new Set(said.map((assertion) => decodeJwt(assertion).jti)).size).toBe(20)
})
