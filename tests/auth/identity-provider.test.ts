// @vitest-environment jsdom
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { playPage } from './played-page.ts'
import { audience, redirectUri } from './played-provider.ts'

const page = playPage()

describe('an answer that must not be believed', () => {
  it.each([
    ['the agent was refused', { error: 'access_denied', error_description: 'Dana may not' }],
    ['the state is of another sign-in', { code: 'code-1', state: 'deadbeef' }],
    ['the state is garbled', { code: 'code-1', state: '%' }],
    ['it comes from another provider', { code: 'code-1', iss: 'http://evil.localhost' }],
  ])('asks the agent to sign in, and does not go back by itself, when %s', async (_, answer) => {
    await page.load().start()
    page.comeBack(answer)
    const failure = await page
      .load()
      .start()
      .catch((error: unknown) => error)

    expect(failure).toMatchObject({ code: 'agent-not-signed-in', message: 'agent-not-signed-in' })
    expect(String((failure as Error).cause)).not.toContain('Dana')
    expect(window.location.href).toBe(redirectUri)
    expect(page.provider.asked).toEqual([])
    await expect(page.load().start()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(page.left).toHaveLength(1)
  })

  it('does not take half of its state for the whole', async () => {
    await page.load().start()
    const [id = ''] = (page.left[0]?.searchParams.get('state') ?? '').split(';')
    page.comeBack({ code: 'code-1', state: id })

    await expect(page.load().start()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(page.provider.asked).toEqual([])
  })

  it.each([
    ['another nonce', { nonce: 'other' }],
    ['another issuer', { iss: 'http://evil.localhost' }],
    ['another client', { aud: 'someone-else' }],
  ])('refuses an ID token for %s', async (_, claims) => {
    page.provider.claims = { preferred_username: 'dana.rivera', ...claims }
    await page.load().start()
    page.comeBack()
    if ('nonce' in claims) page.provider.nonce = claims.nonce
    const signIn = page.load()

    await expect(signIn.start()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(signIn.agent).toBeNull()
  })

  it.each([
    ['an error page', () => new HttpResponse('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } })],
    ['a broken answer', () => new HttpResponse('{"access_', { headers: { 'Content-Type': 'application/json' } })],
    ['its own trouble', () => HttpResponse.json({ error: 'temporarily_unavailable' }, { status: 503 })],
    ['nothing at all', () => HttpResponse.error()],
  ])('says that the provider cannot be reached when it sends %s', async (_, answer) => {
    await page.load().start()
    page.comeBack()
    page.provider.tokenAnswer = answer

    await expect(page.load().start()).rejects.toMatchObject({ code: 'identity-provider-unreachable' })
  })
})

describe('a token that ends', () => {
  it('is renewed a minute before, once for all who ask, by a refresh token that is used once', async () => {
    const signIn = await page.signedIn()
    page.time += 530_000
    expect(await signIn.accessToken()).toBe('access-1')
    page.time += 11_000

    expect(await Promise.all([signIn.accessToken(), signIn.accessToken()])).toEqual(['access-2', 'access-2'])
    expect(page.provider.asked).toHaveLength(2)
    expect(Object.fromEntries(page.provider.asked[1] ?? [])).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      resource: audience,
    })

    page.time += 541_000
    await signIn.accessToken()
    expect(page.provider.asked[2]?.get('refresh_token')).toBe('refresh-2')
  })

  it('is renewed at once when the broker refused it', async () => {
    const signIn = await page.signedIn()

    expect(await signIn.accessToken(undefined, 'access-1')).toBe('access-2')
    expect(await signIn.accessToken(undefined, 'access-1')).toBe('access-2')
    expect(page.provider.asked).toHaveLength(2)
  })

  it('asks for the agent when the refresh token is worth nothing, without leaving the page', async () => {
    const signIn = await page.signedIn()
    page.time += 601_000
    page.provider.tokenAnswer = () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })

    await expect(signIn.accessToken()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    await expect(signIn.accessToken()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(page.provider.asked).toHaveLength(2)
    expect(page.left).toHaveLength(1)
  })

  it('serves to its end while the provider is away', async () => {
    const signIn = await page.signedIn()
    page.provider.tokenAnswer = () => HttpResponse.error()
    page.time += 580_000
    expect(await signIn.accessToken()).toBe('access-1')

    page.time += 21_000
    await expect(signIn.accessToken()).rejects.toMatchObject({ code: 'identity-provider-unreachable' })
  })

  it('is not waited for by a caller who left', async () => {
    const signIn = await page.signedIn()
    page.time += 601_000
    const leaving = new AbortController()
    const both = Promise.allSettled([signIn.accessToken(leaving.signal), signIn.accessToken()])
    leaving.abort()

    expect(await both).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'access-2' }])
  })
})
