import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createIdentityProvider } from '../../../src/sandbox/idp/identity-provider.ts'
import { createJournal } from '../../../src/sandbox/journal.ts'
import { createSignInBrowser } from './sign-in-browser.ts'

const widgetOrigin = 'http://widget.localhost:4401'
const audience = 'http://broker.localhost:4403'
const agents = [
  { username: 'dana.rivera', name: 'Dana Rivera' },
  { username: 'sam.okoye', name: 'Sam Okoye' },
]
const journal = createJournal()
let server: Server
let issuer: string

beforeAll(async () => {
  server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { handler } = await createIdentityProvider({ issuer, agents, widgetOrigin, audience, journal })
  server.on('request', handler)
})

afterAll(() => new Promise((closed) => server.close(closed).closeAllConnections()))

const aBrowser = (params: Record<string, string> = {}) => createSignInBrowser({ issuer, widgetOrigin, params })

const refreshFrom = (origin: string) =>
  fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { Origin: origin },
    body: new URLSearchParams({ client_id: 'agent-widget', grant_type: 'refresh_token', refresh_token: 'x' }),
  })

it('gives an agent who pressed their button an access token made for the broker', async () => {
  const { access_token } = await aBrowser().signIn('dana.rivera')

  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  const { payload, protectedHeader } = await jwtVerify(access_token, keys, { issuer, audience })
  expect(protectedHeader).toMatchObject({ typ: 'at+jwt', alg: 'RS256' })
  expect(payload).toMatchObject({ preferred_username: 'dana.rivera', name: 'Dana Rivera', client_id: 'agent-widget' })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300)
  expect(payload.sub).not.toBe('dana.rivera')
})

it('says in the id token who signed in, and repeats the nonce (R31)', async () => {
  const { id_token } = await aBrowser({ nonce: 'n-0S6_WzA2Mj' }).signIn('sam.okoye')
  expect(decodeJwt(id_token)).toMatchObject({
    preferred_username: 'sam.okoye',
    name: 'Sam Okoye',
    nonce: 'n-0S6_WzA2Mj',
    aud: 'agent-widget',
  })
})

it('makes the same token when the widget names the broker as its resource', async () => {
  const { access_token } = await aBrowser({ resource: audience }).signIn('dana.rivera')
  expect(decodeJwt(access_token).aud).toBe(audience)
})

it('refuses a token for any other resource', async () => {
  const answer = await aBrowser({ resource: 'http://other.localhost' }).authorize()
  expect(answer.searchParams.get('error')).toBe('invalid_target')
})

it('refuses a request without PKCE (R31)', async () => {
  const answer = await aBrowser({ code_challenge: '', code_challenge_method: '' }).authorize()
  expect(answer.searchParams.get('error')).toBe('invalid_request')
})

it('turns the refresh token over at each use and refuses the one before', async () => {
  const browser = aBrowser()
  const first = await browser.signIn('dana.rivera')
  const second = await browser.refresh(first.refresh_token)
  expect(second.body['refresh_token']).not.toBe(first.refresh_token)
  expect(decodeJwt(String(second.body['access_token']))).toMatchObject({
    aud: audience,
    preferred_username: 'dana.rivera',
  })

  const again = await browser.refresh(first.refresh_token)
  expect([again.status, again.body['error']]).toEqual([400, 'invalid_grant'])
})

it('signs an agent in silently after a reload, because the session is still there', async () => {
  const browser = aBrowser()
  await browser.signIn('dana.rivera')
  const { access_token } = await browser.silently()
  expect(decodeJwt(access_token)).toMatchObject({ preferred_username: 'dana.rivera' })
})

it('ends the session and its refresh token at sign-out, and returns to the widget', async () => {
  const browser = aBrowser()
  const { id_token, refresh_token } = await browser.signIn('dana.rivera')

  expect(await browser.signOut(id_token)).toBe(`${widgetOrigin}/`)
  expect((await browser.refresh(refresh_token)).body['error']).toBe('invalid_grant')
  expect((await browser.authorize({ prompt: 'none' })).searchParams.get('error')).toBe('login_required')
})

it('signs in nobody but the agents of the sandbox', async () => {
  const page = await aBrowser().press('mallory')
  expect(page.status).toBe(400)
})

it('lets the widget and no other page read its tokens (R25)', async () => {
  expect((await refreshFrom(widgetOrigin)).headers.get('Access-Control-Allow-Origin')).toBe(widgetOrigin)
  expect((await refreshFrom('http://elsewhere.localhost')).headers.get('Access-Control-Allow-Origin')).toBeNull()
})

it('lets the widget read its discovery document', async () => {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, { headers: { Origin: widgetOrigin } })
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(widgetOrigin)
  expect(await answer.json()).toMatchObject({ issuer, code_challenge_methods_supported: ['S256'] })
})

it('writes sign-ins and tokens into the journal, and no token', async () => {
  await aBrowser().signIn('sam.okoye')
  const lately = journal.entries().slice(-2)
  expect(lately.map(({ party, event, facts }) => [party, event, facts['agent']])).toEqual([
    ['idp', 'agent-signed-in', 'sam.okoye'],
    ['idp', 'access-token-issued', 'sam.okoye'],
  ])
})

it('prints nothing while it works', async () => {
  const warn = vi.spyOn(console, 'warn')
  const info = vi.spyOn(console, 'info')
  await createIdentityProvider({ issuer, agents, widgetOrigin, audience, journal })
  await aBrowser().signIn('dana.rivera')
  expect([warn.mock.calls, info.mock.calls]).toEqual([[], []])
})
