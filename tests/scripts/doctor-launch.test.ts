import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addressOf, aDoctoredSite, answering, changing, launchChecks, withHeaders } from './doctored-site.ts'

let site: Awaited<ReturnType<typeof aDoctoredSite>>
let words: readonly string[]

beforeAll(async () => {
  site = await aDoctoredSite({ mode: 'launch' })
  words = ['--widget', site.sandbox.origins.widget]
}, 60_000)
afterEach(() => site.restore())
afterAll(() => site.close())

it('finds a site well whose agents sign in to Epic, and asks for no broker', async () => {
  const { code, named, said } = await site.visit({ words })
  expect(named('mend')).toEqual([])
  expect(named('ok')).toEqual(launchChecks)
  expect(said('broker')).toBe('not-checked: because the mode launch has no broker')
  expect(code).toBe(0)
})

it('says where it has to be told what the widget’s address is', async () => {
  const { said } = await site.visit({ env: { ALLOWED_ORIGINS: undefined } })
  expect(said('widget-page')).toBe(
    'not-checked: because this file does not say where the widget is: say it with --widget',
  )
})

it('sees that Epic lets no page of the widget read its answers', async () => {
  site.sandbox.epic.site.cors = 'none'
  const { code, named, said } = await site.visit({ words })
  expect(named('mend')).toEqual(['epic-launch'])
  expect(said('epic-launch')).toMatch(
    /launch\.issuers\.0 does not let the widget’s page read its SMART configuration and its .* \(CORS\)/,
  )
  expect(code).toBe(1)
})

it('does not take a site for one of another mode because its settings have to be mended', async () => {
  const { named, said } = await site.visit({ words, config: (json) => Object.assign(json, { screenPop: {} }) })
  expect(named('mend')).toEqual(['settings'])
  expect(said('epic-launch')).toBe('not-checked: because the widget’s settings have to be mended first')
})

it('sees that Epic is down', async () => {
  site.sandbox.epic.site.fault = 'down'
  expect((await site.visit({ words })).said('epic-launch')).toContain('no SMART configuration (503)')
})

it('sees that the page is not served where a launch arrives', async () => {
  const ask = changing(
    (url) => url.endsWith('/launch'),
    () => new Response('not here', { status: 404 }),
  )
  const { named, said } = await site.visit({ words, ask })
  expect(named('mend')).toEqual(['widget-launch'])
  expect(said('widget-launch')).toContain('At /launch the widget answers 404')
})

const elsewhere = 'https://elsewhere.example.org'

/** What a browser asks Epic for the widget's page, with which method. */
const token = (url: string) => url.endsWith('/oauth2/token')
const search = (url: string) => url.endsWith('/Patient/_search')
const keySet = (url: string) => url.endsWith('/oauth2/keys')

function withoutOpenid(json: Record<string, unknown>): void {
  json['launch'] = { ...(json['launch'] as object), scope: 'fhirUser user/Patient.search' }
}

/** A `fetch` behind which Epic's SMART configuration says something else; undefined leaves it out. */
function configured(facts: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}) {
  return changing(
    (url) => url.endsWith('/smart-configuration'),
    async (answer) => {
      const text = JSON.stringify({ ...((await answer.json()) as object), ...facts })
      return withHeaders(new Response(text, { headers: answer.headers }), headers)
    },
  )
}

describe('an Epic at which nobody could sign in', () => {
  it.each([
    [
      'has its token endpoint elsewhere',
      configured({ token_endpoint: `${elsewhere}/token` }),
      /has token_endpoint at another origin than its FHIR base/,
    ],
    [
      'has its log-in page elsewhere',
      configured({ authorization_endpoint: `${elsewhere}/authorize` }),
      /has authorization_endpoint at another origin/,
    ],
    ['is named elsewhere', configured({ issuer: `${elsewhere}/oauth2` }), /has issuer at another origin/],
    [
      'has its keys and its name elsewhere',
      configured({ issuer: elsewhere, jwks_uri: `${elsewhere}/keys` }),
      /has issuer and jwks_uri at another origin/,
    ],
    ['says no name of its own', configured({ issuer: undefined }), /names no issuer in its SMART configuration/],
    ['says nothing of its keys', configured({ jwks_uri: undefined }), /names no jwks_uri in its SMART configuration/],
    ['says nothing of PKCE', configured({ code_challenge_methods_supported: undefined }), /PKCE with S256/],
    ['offers PKCE without S256', configured({ code_challenge_methods_supported: ['plain'] }), /PKCE with S256/],
    [
      'says nothing of where agents log in',
      configured({ authorization_endpoint: undefined }),
      /no SMART configuration \(200\)/,
    ],
    [
      'gives its configuration out as plain text',
      configured({}, { 'content-type': 'text/plain' }),
      /wants its SMART configuration as application\/json/,
    ],
  ])('%s: that is named', async (_what, ask, told) => {
    const { code, named, said } = await site.visit({ words, ask })
    expect(named('mend')).toEqual(['epic-launch'])
    expect(said('epic-launch')).toMatch(told)
    expect(said('epic-launch')).toContain('launch.issuers.0')
    expect(code).toBe(1)
  })

  it('shows no key by which a sign-in could be proven', async () => {
    for (const keys of ['{"keys":[{"kty":"EC","crv":"P-256"}]}', '{}', 'no keys']) {
      const ask = changing(keySet, (answer) => new Response(keys, { headers: answer.headers }))
      expect((await site.visit({ words, ask })).said('epic-launch')).toMatch(/shows no RSA key at its jwks_uri/)
    }
  })

  it('has keys that are not reached', async () => {
    const ask = answering(keySet, () => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
    })
    expect((await site.visit({ words, ask })).said('epic-launch')).toMatch(/is not reached for its keys: .* cut off/)
  })

  it('is asked for no ID token, because the site’s own scope leaves openid out', async () => {
    const { said } = await site.visit({ words, config: withoutOpenid })
    expect(said('epic-launch')).toMatch(/launch\.scope wants openid/)
  })
})

const headersOf =
  (fits: (url: string) => boolean, headers: Readonly<Record<string, string | null>>): (() => typeof fetch) =>
  () =>
    changing(fits, (answer) => withHeaders(answer, headers))
const withoutCors = (fits: (url: string) => boolean) => headersOf(fits, { 'access-control-allow-origin': null })

describe('what the widget’s page may read of Epic (CORS)', () => {
  it.each([
    ['tokens', withoutCors(token), /page read its tokens \(CORS\)/],
    ['keys', withoutCors(keySet), /page read its keys \(CORS\)/],
    ['searches', withoutCors(search), /page read its searches \(CORS\)/],
    [
      'tokens and keys, as where CORS is there for FHIR alone',
      withoutCors((url) => token(url) || keySet(url)),
      /page read its tokens and its keys \(CORS\)/,
    ],
    [
      'searches, because the header with the token is not let through',
      headersOf(search, { 'access-control-allow-headers': 'content-type, accept' }),
      /page read its searches \(CORS\)/,
    ],
    [
      'searches, because every header but that one is let through',
      headersOf(search, { 'access-control-allow-headers': '*' }),
      /page read its searches \(CORS\)/,
    ],
    [
      'searches, because what browsers ask ahead is refused',
      () => changing(search, (answer) => new Response('', { status: 405, headers: answer.headers })),
      /page read its searches \(CORS\)/,
    ],
    [
      'tokens, because another page alone may',
      headersOf(token, { 'access-control-allow-origin': elsewhere }),
      /page read its tokens \(CORS\)/,
    ],
  ])('are not its %s: that is named', async (_what, ask, told) => {
    const { named, said } = await site.visit({ words, ask: ask() })
    expect(named('mend')).toEqual(['epic-launch'])
    expect(said('epic-launch')).toMatch(told)
  })

  it.each([
    [
      'an Epic lets every page ask',
      headersOf((url) => token(url) || search(url) || keySet(url), { 'access-control-allow-origin': '*' }),
    ],
    [
      'an Epic knows nothing of what browsers ask ahead where they ask nothing ahead: for tokens',
      () =>
        answering(
          (url, method) => token(url) && method === 'OPTIONS',
          () => new Response('', { status: 405 }),
        ),
    ],
  ])('is enough where %s', async (_what, ask) => {
    expect((await site.visit({ words, ask: ask() })).said('epic-launch')).toMatch(/^ok/)
  })

  it('is enough where errors alone cannot be read', async () => {
    site.sandbox.epic.site.cors = 'not-errors'
    expect((await site.visit({ words })).said('epic-launch')).toMatch(/^ok/)
  })

  it('is asked for without a token, a code or a patient', async () => {
    const bodies: unknown[] = []
    const ask: typeof fetch = (input, init) => {
      if (addressOf(input).startsWith(site.sandbox.origins.epic))
        bodies.push(init?.body, new Headers(init?.headers).get('authorization'))
      return fetch(input, init)
    }
    await site.visit({ words, ask })
    expect(bodies.filter((body) => body !== undefined && body !== null && body !== '')).toEqual([])
  })
})
