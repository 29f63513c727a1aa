import { createHash, randomBytes } from 'node:crypto'

interface Tokens {
  readonly access_token: string
  readonly id_token: string
  readonly refresh_token: string
}

/** As much of a browser and a widget as a sign-in needs: cookies, redirects, one form, the code exchange. */
export function createSignInBrowser(at: { issuer: string; widgetOrigin: string; params: Record<string, string> }) {
  const cookies = new Map<string, string>()
  const verifier = randomBytes(32).toString('base64url')

  /** Follows redirects inside the identity provider; stops at a page or at the widget's address. */
  async function go(to: string, form?: URLSearchParams): Promise<{ url: string; response: Response | null }> {
    if (new URL(to).origin !== at.issuer) return { url: to, response: null }
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(to, {
      redirect: 'manual',
      headers: { cookie },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    })
    for (const line of response.headers.getSetCookie()) keep(line)
    const next = response.headers.get('location')
    return next === null ? { url: to, response } : go(new URL(next, to).href)
  }

  function keep(line: string) {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }

  function authorizationUrl(more: Record<string, string>): string {
    const url = new URL(`${at.issuer}/auth`)
    const params = {
      client_id: 'agent-widget',
      response_type: 'code',
      redirect_uri: `${at.widgetOrigin}/`,
      scope: 'openid profile',
      state: 'the-state',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...at.params,
      ...more,
    }
    for (const [name, value] of Object.entries(params)) if (value !== '') url.searchParams.set(name, value)
    return url.href
  }

  async function token(params: Record<string, string>) {
    const body = new URLSearchParams({ client_id: 'agent-widget', ...params })
    const response = await fetch(`${at.issuer}/token`, { method: 'POST', body, headers: { Origin: at.widgetOrigin } })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  async function exchange(returned: string): Promise<Tokens> {
    const code = new URL(returned).searchParams.get('code')
    if (code === null) throw new Error(`no code came back: ${returned}`)
    const redirect = { redirect_uri: `${at.widgetOrigin}/`, code_verifier: verifier }
    return (await token({ grant_type: 'authorization_code', code, ...redirect })).body as unknown as Tokens
  }

  async function press(agent: string) {
    const page = await go(authorizationUrl({}))
    const answer = await go(page.url, new URLSearchParams({ agent }))
    return { url: answer.url, status: answer.response?.status ?? 303 }
  }

  return {
    press,
    authorize: async (more: Record<string, string> = {}) => new URL((await go(authorizationUrl(more))).url),
    signIn: async (agent: string) => exchange((await press(agent)).url),
    silently: async () => exchange((await go(authorizationUrl({ prompt: 'none' }))).url),
    refresh: (refreshToken: string) => token({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    async signOut(idToken: string) {
      const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: `${at.widgetOrigin}/` })
      const { response } = await go(`${at.issuer}/session/end?${query}`)
      const xsrf = /name="xsrf" value="([^"]+)"/.exec((await response?.text()) ?? '')?.[1] ?? ''
      const body = new URLSearchParams({ xsrf, logout: 'yes' })
      return (await go(`${at.issuer}/session/end/confirm`, body)).url
    },
  }
}
