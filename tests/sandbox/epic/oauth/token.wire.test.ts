import * as jose from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AssertionChanges, clientId, grant, type PlayedEpic, playEpic } from '../playing-epic.ts'

let played: PlayedEpic
beforeEach(async () => {
  played = await playEpic([])
})
afterEach(() => played.close())

async function outcome(response: Response): Promise<string> {
  const body: { error?: string; error_description?: string | null } = await response.json()
  return response.status === 200 ? 'token' : `${response.status} ${body.error} ${body.error_description}`
}

function reason(): unknown {
  return played.journal.entries().at(-1)?.facts['reason']
}

async function ask(changes: AssertionChanges = {}): Promise<string> {
  return outcome(await played.askTokenWith(await played.assertion(changes)))
}

it('gives an opaque token for an hour, with all that is registered whatever scope was asked', async () => {
  const client_assertion = await played.assertion()
  const answer = await played.askToken({ ...grant, client_assertion, scope: 'system/Observation.read nonsense' })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const body: { access_token: string } = await answer.json()
  expect(body).toEqual({
    access_token: expect.stringMatching(/^[\w-]{1000,}$/),
    token_type: 'bearer',
    expires_in: 3600,
    scope: 'system/Patient.read system/Patient.search',
  })
})

it('gives five tokens to five requests at once', async () => {
  const answers = await Promise.all([1, 2, 3, 4, 5].map(async () => played.askTokenWith(await played.assertion())))
  const tokens = await Promise.all(answers.map(async (answer) => (await answer.json()).access_token))
  expect(new Set(tokens).size).toBe(5)
})

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds
}

describe('an assertion', () => {
  it.each([
    ['iss is not the client id', { iss: 'someone' }],
    ['sub is not the client id', { sub: 'someone' }],
    ['aud is not the token URL', { aud: 'http://127.0.0.1/interconnect/oauth2/token/' }],
    ['exp is missing', { exp: undefined }],
    ['exp is over', { exp: inSeconds(-1), iat: inSeconds(-60) }],
    ['exp is more than 5 minutes ahead', { exp: inSeconds(400), iat: undefined }],
    ['exp is more than 5 minutes after iat', { exp: inSeconds(200), iat: inSeconds(-200) }],
    ['iat is in the future', { iat: inSeconds(20) }],
    ['nbf is in the future', { nbf: inSeconds(20) }],
    ['jti is missing', { jti: undefined }],
    ['jti is longer than 151 characters', { jti: 'x'.repeat(152) }],
  ])('is refused without an explanation where %s', async (why, claims) => {
    expect(await ask({ claims })).toBe('400 invalid_client null')
    expect(reason()).toBe(why)
  })

  it('may have a jti of 151 characters', async () => {
    expect(await ask({ claims: { jti: 'x'.repeat(151) } })).toBe('token')
  })

  it('is taken once', async () => {
    const assertion = await played.assertion()
    expect(await outcome(await played.askTokenWith(assertion))).toBe('token')
    expect(await outcome(await played.askTokenWith(assertion))).toBe('400 invalid_client null')
    expect(reason()).toBe('jti was used before')
  })

  it.each([
    ['typ is not JWT', { typ: 'client-authentication+jwt' }],
    ['no published key fits the signature', { kid: 'another' }],
  ])('is refused where %s', async (why, header) => {
    expect(await ask({ header })).toBe('400 invalid_client null')
    expect(reason()).toBe(why)
  })

  it('is refused where it is no JWT, or is signed with a secret', async () => {
    expect(await outcome(await played.askTokenWith('not.a.jwt'))).toBe('400 invalid_client null')
    const secret = new TextEncoder().encode('x'.repeat(48))
    const symmetric = await new jose.SignJWT({}).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret)
    expect(await outcome(await played.askTokenWith(symmetric))).toBe('400 invalid_client null')
    expect(reason()).toContain('alg is not')
  })

  it('is refused where a stranger signed it under our key id', async () => {
    const { privateKey } = await jose.generateKeyPair('RS384')
    expect(await ask({ key: privateKey })).toBe('400 invalid_client null')
  })

  it.each(['RS256', 'RS512', 'ES256', 'ES384'])('may be signed with %s', async (alg) => {
    const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true })
    played.keySet.keys = [{ ...(await jose.exportJWK(publicKey)), kid: alg }]
    expect(await ask({ header: { alg, kid: alg }, key: privateKey })).toBe('token')
  })

  it('needs a kid once the set has several keys', async () => {
    const { publicKey } = await jose.generateKeyPair('RS384', { extractable: true })
    expect(await ask({ header: { kid: undefined } })).toBe('token')
    played.keySet.keys.push({ ...(await jose.exportJWK(publicKey)), kid: 'second' })
    played.clock.offsetMs += 30 * 3_600_000
    expect(await ask({ header: { kid: undefined } })).toBe('400 invalid_client null')
  })
})

describe('the published keys', () => {
  it('are kept, and asked for once more when none fits', async () => {
    await ask()
    await ask()
    expect(played.keySet.fetches).toBe(1)

    const { publicKey, privateKey } = await jose.generateKeyPair('RS384', { extractable: true })
    played.keySet.keys = [{ ...(await jose.exportJWK(publicKey)), kid: 'rotated' }]
    expect(await ask({ header: { kid: 'rotated' }, key: privateKey })).toBe('token')
    expect(played.keySet.fetches).toBe(2)
  })

  it('are kept no longer than their Cache-Control says', async () => {
    played.keySet.cacheControl = 'public, max-age=60'
    await ask()
    played.clock.offsetMs += 61_000
    await ask()
    expect(played.keySet.fetches).toBe(2)
  })

  it('that cannot be fetched make the client unknown', async () => {
    played.keySet.status = 502
    expect(await ask()).toBe('400 invalid_client null')
    expect(reason()).toBe('JWK Set URL gave no keys')
  })
})

describe('a request', () => {
  it.each([
    ['400 invalid_request null', {}],
    ['400 unsupported_grant_type null', { ...grant, grant_type: 'password' }],
    ['400 invalid_request null', { ...grant, client_assertion_type: 'saml' }],
    ['400 invalid_request null', grant],
    ['400 invalid_client null', { grant_type: 'client_credentials', client_id: clientId, client_secret: 'x' }],
  ])('is answered %s for %o', async (expected, form) => {
    expect(await outcome(await played.askToken(form))).toBe(expected)
  })

  it('is invalid as a GET, in JSON or in the query string', async () => {
    const url = `${played.origin}/interconnect/oauth2/token`
    const form = new URLSearchParams({ ...grant, client_assertion: await played.assertion() })
    const json = { method: 'POST', body: JSON.stringify(grant), headers: { 'content-type': 'application/json' } }
    const asked = [fetch(url), fetch(url, json), fetch(`${url}?${form}`, { method: 'POST' })]
    for (const answer of await Promise.all(asked)) expect(await outcome(answer)).toBe('400 invalid_request null')
  })

  it('is refused where the hospital mapped no Epic user to the client', async () => {
    played.epic.site.backgroundUser = 'missing'
    expect(await ask()).toBe('400 unauthorized_client null')
  })

  it('is refused on a day when Epic knows no client', async () => {
    played.epic.site.fault = 'invalid-client'
    expect(await ask()).toBe('400 invalid_client null')
  })

  it('leaves neither assertion nor token in the journal', async () => {
    await ask()
    await ask({ claims: { iss: 'someone' } })
    expect(JSON.stringify(played.journal.entries())).not.toMatch(/eyJ|[\w-]{40,}/)
  })
})
