// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { describe, expect, it, vi } from 'vitest'
import { takeSignInAnswer } from '../../src/auth/sign-in-answer.ts'
import { playPage } from './played-page.ts'
import { audience, aJwt, issuer, redirectUri } from './played-provider.ts'

const page = playPage()

const stored = () => [...Object.entries(sessionStorage), ...Object.entries(localStorage), document.cookie].flat()

describe('on the way to the identity provider', () => {
  it('asks for a code, with PKCE S256 and a state and a nonce of 128 bits or more (R31)', async () => {
    expect(await page.load().start()).toBe('redirecting')

    const asked = Object.fromEntries(page.left[0]?.searchParams ?? [])
    expect(page.left[0]?.origin).toBe(issuer)
    expect(asked).toMatchObject({
      client_id: 'agent-widget',
      redirect_uri: redirectUri,
      response_type: 'code',
      resource: audience,
      code_challenge_method: 'S256',
    })
    expect(asked['code_challenge']).toMatch(/^[\w-]{43}$/)
    expect(asked['nonce']).toMatch(/^[0-9a-f]{32}$/)
    expect(asked['state']).toMatch(/^[0-9a-f]{32};[0-9a-f]{32}$/)
  })

  it('asks by scope alone where the provider takes no resource, and renews so too', async () => {
    const scope = 'openid profile offline_access api://broker/search'
    page.settings = { ...page.settings, scope, resource: 'left-out' }
    const signIn = await page.signedIn()
    const [asked] = page.left.map((url) => url.searchParams)
    expect([asked?.get('scope'), asked?.has('resource')]).toEqual([scope, false])

    page.time += 595_000
    await signIn.accessToken()
    expect(page.provider.asked).toHaveLength(2)
    expect(page.provider.asked.map((body) => body.has('resource'))).toEqual([false, false])
  })

  it('names the resource in every request where the provider takes it', async () => {
    await page.signedIn()
    expect(page.left[0]?.searchParams.get('scope')).toBe('openid profile offline_access')
    expect(page.provider.asked.map((body) => body.get('resource'))).toEqual([audience])
  })

  it('finds the agent’s name in Connect where the site says that it stands', async () => {
    page.settings = { ...page.settings, usernameClaim: 'username' }
    page.provider.claims = { preferred_username: 'somebody else', username: 'dana.rivera' }
    expect((await page.signedIn()).agent).toMatchObject({ username: 'dana.rivera' })
  })

  it('goes there once when it is started twice', async () => {
    const signIn = page.load()
    await Promise.all([signIn.start(), signIn.start()])

    expect(page.left).toHaveLength(1)
  })

  it('goes there by itself once a minute at most, then waits for the agent to press a button', async () => {
    await page.load().start()
    await expect(page.load().start()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(page.left).toHaveLength(1)

    expect(await page.load().redirect()).toBe('redirecting')
    page.time += 61_000
    expect(await page.load().start()).toBe('redirecting')
    expect(page.left).toHaveLength(3)
  })

  it('says so when the identity provider cannot be reached', async () => {
    page.server.use(http.get(`${issuer}/.well-known/openid-configuration`, () => HttpResponse.error()))
    const signIn = page.load()

    await expect(signIn.start()).rejects.toMatchObject({ code: 'identity-provider-unreachable' })
    await expect(signIn.redirect()).rejects.toMatchObject({ code: 'identity-provider-unreachable' })
    expect(page.left).toEqual([])
  })

  it('does not trust an identity provider that calls itself something else', async () => {
    page.provider.issuer = 'http://evil.localhost'
    await expect(page.load().start()).rejects.toMatchObject({ code: 'identity-provider-unreachable' })
    expect(page.left).toEqual([])
  })
})

describe('back from the identity provider', () => {
  it('knows the agent', async () => {
    const signIn = await page.signedIn()
    const dana = { subject: 'agent-7', username: 'dana.rivera', name: 'Dana Rivera', signedInForMs: 0 }

    expect(signIn.agent).toEqual(dana)
    expect(await signIn.start()).toEqual(dana)
    expect(await signIn.accessToken()).toBe('access-1')
  })

  it('cleans the address before it asks for anything (R31)', async () => {
    await page.load().start()
    page.provider.addressAtFirstRequest = null
    page.comeBack()
    await page.load().start()

    expect(page.provider.addressAtFirstRequest).toBe(redirectUri)
    expect(window.location.href).toBe(redirectUri)
  })

  it('takes the answer that the door took out of the address beforehand', async () => {
    await page.load().start()
    page.comeBack()
    const answer = takeSignInAnswer()
    expect(window.location.href).toBe(redirectUri)
    const signIn = page.load(answer)

    expect(await signIn.start()).toMatchObject({ username: 'dana.rivera' })
    expect(takeSignInAnswer()).toBeNull()
  })

  it('redeems the code with the verifier, for the broker', async () => {
    await page.signedIn()

    expect(Object.fromEntries(page.provider.asked[0] ?? [])).toMatchObject({
      grant_type: 'authorization_code',
      code: 'code-1',
      resource: audience,
      redirect_uri: redirectUri,
    })
    expect(page.provider.asked[0]?.get('code_verifier')).toMatch(/^[\w-]{43,128}$/)
  })

  it('leaves nothing in any storage, least of all a token (R53)', async () => {
    await page.load().start()
    await page.load().redirect()
    expect(stored().join()).toContain('code_verifier')
    page.comeBack()
    await page.load().start()

    expect(stored()).toEqual([''])
  })

  it('does not use an answer twice', async () => {
    await page.signedIn()
    page.comeBack()

    await expect(page.load().start()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(page.provider.asked).toHaveLength(1)
  })

  it('may sign in again at once after a reload, because it worked', async () => {
    await page.signedIn()
    expect(await page.load().start()).toBe('redirecting')
  })

  it('reads the username from the access token where the ID token has none', async () => {
    page.provider.claims = {}
    await page.load().start()
    page.comeBack()
    const nonce = page.provider.nonce
    const access = aJwt({ preferred_username: 'sam.okoye', name: 'Sam Okoyé' })
    const idToken = aJwt({ iss: issuer, aud: 'agent-widget', sub: 'agent-8', nonce })
    page.provider.tokenAnswer = () =>
      HttpResponse.json({ access_token: access, id_token: idToken, token_type: 'Bearer' })

    expect(await page.load().start()).toMatchObject({ subject: 'agent-8', username: 'sam.okoye', name: 'Sam Okoyé' })
  })

  it('does not let in somebody without a username', async () => {
    page.provider.claims = { name: 'Nobody' }
    await page.load().start()
    page.comeBack()
    const signIn = page.load()

    await expect(signIn.start()).rejects.toMatchObject({ code: 'agent-not-allowed' })
    await expect(signIn.accessToken()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
  })
})

describe('signing out', () => {
  it('forgets the agent, takes the refresh token back and ends the session of the provider', async () => {
    const signIn = await page.signedIn()
    const gone = vi.fn()
    signIn.onSignedOut(gone)
    await signIn.signOut()

    expect(signIn.agent).toBeNull()
    expect(gone).toHaveBeenCalledOnce()
    await expect(signIn.accessToken()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(page.provider.revoked[0]?.get('token')).toBe('refresh-1')
    expect(page.left.at(-1)?.href).toBe(
      `${issuer}/end?client_id=agent-widget&post_logout_redirect_uri=${encodeURIComponent(`${location.origin}/`)}`,
    )
  })

  it('is locked without leaving the page, so that the softphone goes on (R39, R69)', async () => {
    const signIn = await page.signedIn()
    const gone = vi.fn()
    const left = page.left.length
    signIn.onSignedOut(gone)
    signIn.lock()

    expect(signIn.agent).toBeNull()
    expect(gone).toHaveBeenCalledOnce()
    await expect(signIn.accessToken()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(page.left).toHaveLength(left)
  })

  it('takes the refresh token back where the agent was away, and has whoever comes next show who they are (R39)', async () => {
    const signIn = await page.signedIn()
    expect(page.left.at(-1)?.searchParams.get('prompt')).toBeNull()
    signIn.lock()
    await expect.poll(() => page.provider.revoked[0]?.get('token')).toBe('refresh-1')

    await page.load().start()
    expect(page.left.at(-1)?.searchParams.get('prompt')).toBe('login')
    page.comeBack()
    await page.load().start()

    await page.load().start()
    expect(page.left.at(-1)?.searchParams.get('prompt')).toBeNull()
  })

  it.each([
    ['after the agent was away', 11 * 60, true],
    ['older than a shift', 13 * 3_600, false],
  ])('does not take a session of the provider %s, and asks again who it is (R39)', async (_, ageInSeconds, wasAway) => {
    if (wasAway) (await page.signedIn()).lock()
    await page.load().start()
    page.provider.claims = { ...page.provider.claims, iat: 2_000_000, auth_time: 2_000_000 - ageInSeconds }
    page.comeBack()
    await expect(page.load().start()).rejects.toMatchObject({ code: 'agent-not-signed-in' })

    page.time += 61_000
    await page.load().start()
    expect(page.left.at(-1)?.searchParams.get('prompt')).toBe('login')
    page.provider.claims = { ...page.provider.claims, auth_time: 2_000_000 - 5 }
    page.comeBack()
    expect(await page.load().start()).toMatchObject({ username: 'dana.rivera', signedInForMs: 5_000 })
  })

  it('asks the provider for no session that is older than a shift (R39)', async () => {
    await page.load().start()
    expect(page.left.at(-1)?.searchParams.get('max_age')).toBe('43200')
  })

  it('signs every other tab out (R39)', async () => {
    const here = await page.signedIn()
    page.provider.asked.length = 0
    const elsewhere = await page.signedIn()
    const gone = new Promise<void>((resolve) => elsewhere.onSignedOut(resolve))
    await here.signOut()
    await gone

    expect(elsewhere.agent).toBeNull()
    await expect(elsewhere.accessToken()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
  })
})
