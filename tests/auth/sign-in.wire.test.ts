import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { InMemoryWebStorage } from 'oidc-client-ts'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createSignIn } from '../../src/auth/sign-in.ts'
import { createIdentityProvider } from '../../src/sandbox/idp/identity-provider.ts'
import { createJournal } from '../../src/sandbox/journal.ts'

const widgetOrigin = 'http://widget.localhost:4401'
const audience = 'http://broker.localhost:4403'
const agents = [{ username: 'dana.rivera', name: 'Dana Rivera' }]
let server: Server
let issuer: string
let time: number
let page: ReturnType<typeof aPage>

beforeAll(async () => {
  server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const journal = createJournal()
  const { handler } = await createIdentityProvider({ issuer, agents, widgetOrigin, audience, journal })
  server.on('request', handler)
})
afterAll(() => new Promise((closed) => server.close(closed).closeAllConnections()))

beforeEach(() => {
  time = Date.now()
  page = aPage()
  vi.stubGlobal('window', page.window)
  vi.stubGlobal('sessionStorage', new InMemoryWebStorage())
  vi.stubGlobal('localStorage', new InMemoryWebStorage())
  return () => vi.unstubAllGlobals()
})

/** As much of a browser as a sign-in needs: an address, cookies, redirects, and an agent who presses their button. */
function aPage() {
  const cookies = new Map<string, string>()
  const location = { href: `${widgetOrigin}/` }
  const visited: string[] = []

  const go = async (to: string, form?: URLSearchParams): Promise<void> => {
    visited.push(to)
    location.href = to
    if (new URL(to).origin === widgetOrigin) return

    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const post = form === undefined ? {} : { method: 'POST', body: form }
    const response = await fetch(to, { redirect: 'manual', headers: { cookie }, ...post })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = response.headers.get('location')
    if (next !== null) await go(new URL(next, to).href)
  }
  const history = {
    replaceState: (_state: unknown, _title: string, path: string) => {
      location.href = new URL(path, location.href).href
    },
  }
  return {
    window: { location, history },
    visited,
    go,
    press: () => go(location.href, new URLSearchParams({ agent: 'dana.rivera' })),
  }
}

/** Loads the widget; resolves once the page has gone where the widget sent it. */
async function load() {
  let arrival = Promise.resolve()
  const navigate = (url: string) => {
    arrival = page.go(url)
  }
  const asOrdinary = {
    scope: 'openid profile offline_access',
    resource: 'sent',
    usernameClaim: 'preferred_username',
  } as const
  const options = { issuer, clientId: 'agent-widget', audience, redirectUri: `${widgetOrigin}/`, ...asOrdinary }
  const signIn = createSignIn({ ...options, navigate, now: () => time })
  const agent = await signIn.start()
  await arrival
  return { signIn, agent, arrived: () => arrival }
}

it('signs an agent in at a real identity provider, and again without a question after a reload', async () => {
  expect((await load()).agent).toBe('redirecting')
  expect(new URL(page.window.location.href).pathname).toMatch(/^\/sign-in\//)
  await page.press()
  expect((await load()).agent).toMatchObject({ username: 'dana.rivera', name: 'Dana Rivera' })
  expect(page.window.location.href).toBe(`${widgetOrigin}/`)

  expect((await load()).agent).toBe('redirecting')
  expect((await load()).agent).toMatchObject({ username: 'dana.rivera' })
})

it('keeps the agent signed in over the day, with refresh tokens that the provider turns over', async () => {
  await load()
  await page.press()
  const { signIn } = await load()
  const seen = new Set<string>()
  for (let renewals = 0; renewals < 4; renewals += 1) {
    seen.add(await signIn.accessToken())
    time += 290_000
  }
  expect(seen.size).toBe(4)
})

it('ends the session at the provider too, and cannot renew a token after that', async () => {
  await load()
  await page.press()
  const { signIn, arrived } = await load()
  await signIn.signOut()
  await arrived()

  await expect(signIn.accessToken()).rejects.toMatchObject({ code: 'agent-not-signed-in' })
  expect(page.visited.at(-1)).toMatch(`${issuer}/session/end?client_id=agent-widget&post_logout_redirect_uri=`)
})

it('asks who it is after the agent was away, though the provider knows the browser still (R39)', async () => {
  await load()
  await page.press()
  const { signIn } = await load()
  signIn.lock()

  expect((await load()).agent).toBe('redirecting')
  expect(new URL(page.window.location.href).pathname).toMatch(/^\/sign-in\//)
  await page.press()
  expect((await load()).agent).toMatchObject({ username: 'dana.rivera' })

  expect((await load()).agent).toBe('redirecting')
  expect((await load()).agent).toMatchObject({ username: 'dana.rivera' })
})

it('counts a shift from when the agent signed in at the provider, and not from when the page was loaded (R39)', async () => {
  await load()
  await page.press()
  const { agent } = await load()
  expect(agent).toMatchObject({ signedInForMs: expect.any(Number) })
  await new Promise((resolve) => setTimeout(resolve, 1_100))

  await load()
  const again = (await load()).agent
  expect(again !== 'redirecting' && again.signedInForMs).toBeGreaterThanOrEqual(1_000)
})
