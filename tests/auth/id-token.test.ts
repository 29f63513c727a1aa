import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { verifyIdToken } from '../../src/auth/id-token.ts'
import { anEpic, clientId, fhirBase, oidcIssuer } from './played-epic.ts'

const server = setupServer()
let epic: ReturnType<typeof anEpic>
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())
afterEach(() => server.resetHandlers())
beforeEach(() => {
  epic = anEpic()
  server.use(...epic.handlers)
})

const rules = { fhirBaseUrl: fhirBase, clientId, nonce: 'ours', now: Date.now }
const verify = async (token?: unknown) => verifyIdToken(token ?? (await epic.idToken()), rules)

it('reads who signed in, under the keys of Epic’s issuer, which is not the FHIR base', async () => {
  expect(await verify()).toMatchObject({ iss: oidcIssuer, preferred_username: 'dana.rivera' })
})

it('takes a nonce that is ours, and an Epic that sends none back', async () => {
  epic.nonce = 'ours'
  await expect(verify()).resolves.toBeDefined()
})

it.each([
  ['of another sign-in', () => (epic.nonce = 'another')],
  ['of another issuer', () => (epic.claims = { iss: fhirBase })],
  ['for another client', () => (epic.claims = { aud: 'another' })],
  ['that ended long ago', () => (epic.claims = { exp: Math.floor(Date.now() / 1_000) - 4_000 })],
  ['of nobody', () => (epic.claims = { sub: undefined })],
  ['under another key', () => (epic.isSignedByAnother = true)],
])('takes no ID token %s (R31)', async (_, spoil) => {
  spoil()
  await expect(verify()).rejects.toMatchObject({ code: 'agent-not-signed-in', cause: undefined })
})

it('takes no ID token that nobody signed', async () => {
  const [, claims = ''] = (await epic.idToken()).split('.')
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
  await expect(verify(`${header}.${claims}.`)).rejects.toMatchObject({ code: 'agent-not-signed-in' })
})

it.each([-3_500_000, 3_500_000])('signs in though the desk’s clock is an hour off: %d ms (R80)', async (offset) => {
  const token = await epic.idToken()
  await expect(verifyIdToken(token, { ...rules, now: () => Date.now() + offset })).resolves.toBeDefined()
})

it.each([
  ['another host’s keys', { jwks_uri: 'https://evil.example/keys' }],
  ['another host’s issuer', { issuer: 'https://evil.example' }],
  ['no keys', { jwks_uri: '' }],
])('says that the set-up is wrong where Epic names %s, and asks nobody else', async (_, places) => {
  epic.places = places
  await expect(verify()).rejects.toMatchObject({ code: 'epic-set-up' })
})

it('says so where Epic sent no ID token', async () => {
  await expect(verify(42)).rejects.toMatchObject({ code: 'epic-set-up' })
})

it.each([
  ['is down', () => new HttpResponse(null, { status: 503 })],
  ['cannot be reached', () => HttpResponse.error()],
  ['answers HTML', () => HttpResponse.html('<html>')],
])('says that Epic cannot be reached where the server of its keys %s', async (_, answer) => {
  server.use(http.get(`${oidcIssuer}/keys`, answer))
  await expect(verify()).rejects.toMatchObject({ code: 'epic-unreachable' })
})
