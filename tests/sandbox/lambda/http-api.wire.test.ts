import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { httpApi, type Invoke } from '../../../src/sandbox/lambda/http-api.ts'
import { jwtAuthorizer } from '../../../src/sandbox/lambda/jwt-authorizer.ts'
import { openDoor } from '../../../src/sandbox/listen.ts'
import { anIdentityProvider } from '../../broker/played-parties.ts'

const invoke = vi.fn<Invoke>(() => Promise.resolve({ statusCode: 200, body: '{}' }))
beforeEach(() => void invoke.mockClear())

/** A gateway whose `POST /token` takes tokens of one provider for `urn:broker`. */
async function aGateway() {
  const idp = await anIdentityProvider()
  const door = await openDoor(0)
  onTestFinished(() => door.close())
  door.serve(httpApi(invoke, { 'POST /token': jwtAuthorizer({ issuer: idp.issuer, audience: 'urn:broker' }) }))
  const post = (path: string, token?: string) =>
    fetch(`http://127.0.0.1:${door.port}${path}`, {
      method: 'POST',
      body: '{}',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })
  return { idp, post }
}

it('hands an agent’s token on to the function', async () => {
  const { idp, post } = await aGateway()
  expect((await post('/token', await idp.tokenOf())).status).toBe(200)
  expect(invoke).toHaveBeenCalledOnce()
})

it.each([
  ['another audience', { aud: 'urn:other' }],
  ['another issuer', { iss: 'https://other.example.org' }],
  ['an end that is past', { exp: 1_000_000_000 }],
])('refuses a token of %s in its own words, without asking the function', async (_, facts) => {
  const { idp, post } = await aGateway()
  const refused = await post('/token', await idp.tokenOf(facts))

  expect([refused.status, await refused.text()]).toEqual([401, '{"message":"Unauthorized"}'])
  expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer scope="" error="invalid_token"/)
  expect(invoke).not.toHaveBeenCalled()
})

it('wants a token, and checks none where the broker’s own are sent', async () => {
  const { post } = await aGateway()
  const refused = await post('/token')
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect((await post('/confirmation', 'a-call-token')).status).toBe(200)
})

it('says by 500 that the function failed', async () => {
  const { post } = await aGateway()
  invoke.mockRejectedValueOnce(new Error('out of memory'))
  const failed = await post('/confirmation')
  expect([failed.status, await failed.text()]).toEqual([500, '{"message":"Internal Server Error"}'])
})
