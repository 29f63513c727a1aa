import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createSignIn, type SignIn, type SignInOptions } from '../../src/auth/sign-in.ts'
import { audience, aProvider, issuer, redirectUri } from './played-provider.ts'

export interface PlayedPage {
  readonly server: ReturnType<typeof setupServer>
  provider: ReturnType<typeof aProvider>
  /** Where the widget sent the page, each time. */
  readonly left: URL[]
  /** How the site's provider is asked; as most are, unless a test says otherwise. */
  settings: Pick<SignInOptions, 'scope' | 'resource' | 'usernameClaim'>
  /** The widget's clock, in milliseconds. */
  time: number
  /** The sign-in of a page that was just loaded. */
  readonly load: (answer?: URL | null) => SignIn
  /** The page as it is when the provider sends the agent back. */
  readonly comeBack: (answer?: Readonly<Record<string, string>>) => void
  /** A sign-in that is through. */
  readonly signedIn: () => Promise<SignIn>
}

const ordinary = {
  scope: 'openid profile offline_access',
  resource: 'sent',
  usernameClaim: 'preferred_username',
} as const

/** A page and an identity provider for every test of a file. To be called once, at the top. */
export function playPage(): PlayedPage {
  const page: PlayedPage = {
    server: setupServer(),
    provider: aProvider(),
    left: [],
    settings: ordinary,
    time: 0,
    load,
    comeBack,
    signedIn,
  }

  beforeAll(() => page.server.listen({ onUnhandledRequest: 'error' }))
  afterAll(() => page.server.close())
  afterEach(() => page.server.resetHandlers())
  beforeEach(() => {
    sessionStorage.clear()
    localStorage.clear()
    history.replaceState(null, '', '/')
    page.provider = aProvider()
    page.server.use(...page.provider.handlers)
    page.left.length = 0
    page.settings = ordinary
    page.time = 1_790_000_000_000
  })

  function load(answer: URL | null = null): SignIn {
    return createSignIn({
      issuer,
      clientId: 'agent-widget',
      audience,
      ...page.settings,
      redirectUri,
      answer,
      navigate: (url) => void page.left.push(new URL(url)),
      now: () => page.time,
    })
  }

  function comeBack(answer: Readonly<Record<string, string>> = { code: 'code-1' }): void {
    const asked = page.left.at(-1)?.searchParams
    page.provider.nonce = asked?.get('nonce') ?? ''
    history.replaceState(null, '', `/?${new URLSearchParams({ state: asked?.get('state') ?? '', ...answer })}`)
  }

  async function signedIn(): Promise<SignIn> {
    await load().start()
    comeBack()
    const signIn = load()
    await signIn.start()
    return signIn
  }
  return page
}
