import * as jose from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { castIds } from '../../../../src/sandbox/epic/people/cast.ts'
import { aRoad } from '../../road.ts'
import { epicFixture } from '../../../fixtures/epic-fixture.ts'
import { shapeOf } from '../fhir/shape.ts'
import { createLaunchBrowser } from '../launch-browser.ts'

let road: Awaited<ReturnType<typeof aRoad>>
let browser: ReturnType<typeof createLaunchBrowser>
beforeEach(async () => {
  road = await aRoad({ mode: 'launch' })
  browser = createLaunchBrowser(road.sandbox.origins)
}, 30_000)

describe('a launch from Hyperspace', () => {
  it('gives a long opaque token with Epic’s own extras beside it', async () => {
    const answer = await browser.launch('dana.rivera', { patient: castIds.ana })
    expect(answer).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3_600,
      need_patient_banner: 'false',
      smart_style_url: expect.any(String),
      syslogin: 'dana.rivera',
      patient: castIds.ana,
    })
    expect(answer.access_token.length).toBeGreaterThan(1_000)
    expect(answer['refresh_token']).toBeUndefined()
  })

  it('gives all that Epic gave a user, where it grants a refresh token', async () => {
    road.sandbox.epic.site.refreshTokens = 'granted'
    const answer = await browser.launch('dana.rivera', { patient: castIds.ana })
    const { authorization_code: given } = epicFixture('token-responses') as Record<string, unknown>
    const shape = shapeOf(answer)
    expect([...shapeOf(given)].filter((path) => !shape.has(path))).toEqual([])
  })

  it('says who works there, signed by the issuer, which is not the FHIR base', async () => {
    const { id_token } = await browser.launch('sam.okoye')
    const configuration = await fetch(`${browser.fhirBase}/.well-known/smart-configuration`)
    const { issuer, jwks_uri } = (await configuration.json()) as { issuer: string; jwks_uri: string }
    const keys = (await (await fetch(jwks_uri)).json()) as jose.JSONWebKeySet
    const { payload } = await jose.jwtVerify(String(id_token), jose.createLocalJWKSet(keys), {
      issuer,
      audience: 'sandbox-agent-widget-launch',
    })
    expect(issuer).toMatch(/\/oauth2$/)
    expect(payload).toMatchObject({ name: 'Sam Okoye', preferred_username: 'sam.okoye' })
    expect(payload['fhirUser']).toMatch(/\/Practitioner\/e/)
  })

  it('brings no patient of the launch before, in one browser (R44)', async () => {
    expect((await browser.launch('dana.rivera', { patient: castIds.ana }))['patient']).toBe(castIds.ana)
    expect((await browser.launch('dana.rivera', { patient: castIds.walter }))['patient']).toBe(castIds.walter)
    expect(await browser.launch('dana.rivera')).not.toHaveProperty('patient')
  })

  it('is good once, and for five minutes', async () => {
    const launch = (await browser.startInHyperspace('dana.rivera')).get('launch') ?? ''
    await browser.authorize({ launch })
    const again = await browser.authorize({ launch })
    const late = (await browser.startInHyperspace('dana.rivera')).get('launch') ?? ''
    road.skipMs(5 * 60_000)
    for (const { response } of [again, await browser.authorize({ launch: late })]) {
      expect(await response?.text()).toContain('invalid_launch_token')
    }
  })
})

describe('what Epic refuses', () => {
  it.each<[string, Record<string, string>]>([
    ['another redirect, by one letter’s case', { redirect_uri: 'http://widget.localhost/Callback' }],
    ['an unknown client', { client_id: 'another' }],
    ['another audience', { aud: 'https://epic.example.org/api/FHIR/R4' }],
    ['a launch it never began', { launch: 'invented' }],
  ])('is said in HTML, and not to the application: %s', async (_, params) => {
    const { response } = await browser.authorize(params)
    expect([response?.status, response?.headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining('text/html'),
    ])
    expect(await response?.text()).toContain('Something went wrong trying to authorize the client')
  })

  it('is a sign-in without PKCE S256', async () => {
    const { url } = await browser.authorize({ code_challenge: '', code_challenge_method: '' })
    expect(url.searchParams.get('code')).toBeNull()
  })

  it('is a code that was used, or that another verifier comes with', async () => {
    const launch = (await browser.startInHyperspace('dana.rivera')).get('launch') ?? ''
    const code = (await browser.authorize({ launch })).url.searchParams.get('code') ?? ''
    const wrong = await browser.token({ code, code_verifier: 'x'.repeat(43) })
    expect([wrong.status, await wrong.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })])

    const callback = (
      await browser.authorize({ launch: (await browser.startInHyperspace('dana.rivera')).get('launch') ?? '' })
    ).url
    await browser.redeem(callback)
    expect(await browser.redeem(callback)).toMatchObject({ error: 'invalid_grant' })
  })
})

it('asks who one is where nobody launched from Hyperspace, and then gives no context', async () => {
  const page = await browser.authorize()
  expect(await page.response?.text()).toContain('Dana Rivera')
  const { url } = await browser.go(page.url.href, new URLSearchParams({ user: 'dana.rivera' }))
  const answer = await browser.redeem(url)
  expect(answer.access_token).toBeDefined()
  expect(answer).not.toHaveProperty('need_patient_banner')
})

it('renews where the site grants it, and keeps the new token living', async () => {
  road.sandbox.epic.site.refreshTokens = 'granted'
  const first = await browser.launch('dana.rivera')
  road.skipMs(3_700_000)
  const answer = await browser.token({ grant_type: 'refresh_token', refresh_token: String(first['refresh_token']) })
  const { access_token } = (await answer.json()) as { access_token: string }
  expect((await search(access_token)).status).toBe(200)
  expect((await search(first.access_token)).status).toBe(401)
})

it.each([
  ['all', 'good', true],
  ['all', 'bad', true],
  ['not-errors', 'good', true],
  ['not-errors', 'bad', false],
  ['none', 'good', false],
] as const)('with cors "%s" a page reads a %s answer: %s', async (cors, kind, isReadable) => {
  const { access_token } = await browser.launch('dana.rivera')
  road.sandbox.epic.site.cors = cors
  const answer = await search(kind === 'good' ? access_token : 'bad')
  expect(answer.headers.get('access-control-allow-origin')).toBe(isReadable ? road.sandbox.origins.widget : null)
})

it('lets no other page read anything (R25)', async () => {
  const { access_token } = await browser.launch('dana.rivera')
  const answer = await search(access_token, 'http://evil.localhost')
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})

function search(token: string, origin = road.sandbox.origins.widget) {
  return fetch(`${browser.fhirBase}/Patient/_search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, accept: 'application/fhir+json', origin },
    body: new URLSearchParams({ _id: castIds.walter }),
  })
}
