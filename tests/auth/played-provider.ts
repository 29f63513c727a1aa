import { HttpResponse, http } from 'msw'

export const issuer = 'http://idp.localhost:4405'
export const audience = 'http://broker.localhost:4403'
export const redirectUri = 'http://localhost:3000/'

/** A JWT that nobody signed: the widget reads it, and only the broker verifies one. */
export function aJwt(claims: Readonly<Record<string, unknown>>): string {
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.signature`
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The identity provider as HTTP answers, and a record of what it was asked. */
export function aProvider() {
  const provider = {
    /** Bodies of the token requests. */
    asked: [] as URLSearchParams[],
    revoked: [] as URLSearchParams[],
    /** The nonce of the sign-in under way; the real provider keeps it with the code. */
    nonce: '',
    claims: { preferred_username: 'dana.rivera', name: 'Dana Rivera' } as Readonly<Record<string, unknown>>,
    tokenAnswer: null as (() => Response) | null,
    expiresIn: 600,
    /** The address of the page when the first request came. */
    addressAtFirstRequest: null as string | null,
    issuer,
  }

  const metadata = http.get(`${issuer}/.well-known/openid-configuration`, () => {
    provider.addressAtFirstRequest ??= window.location.href
    return HttpResponse.json({
      issuer: provider.issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      revocation_endpoint: `${issuer}/revoke`,
      end_session_endpoint: `${issuer}/end`,
    })
  })

  const token = http.post(`${issuer}/token`, async ({ request }) => {
    const body = new URLSearchParams(await request.text())
    provider.asked.push(body)
    if (provider.tokenAnswer !== null) return provider.tokenAnswer()

    const claims = { iss: provider.issuer, aud: 'agent-widget', sub: 'agent-7', ...provider.claims }
    const isSignIn = body.get('grant_type') === 'authorization_code'
    return HttpResponse.json({
      access_token: `access-${provider.asked.length}`,
      refresh_token: `refresh-${provider.asked.length}`,
      token_type: 'Bearer',
      expires_in: provider.expiresIn,
      ...(isSignIn ? { id_token: aJwt({ ...claims, nonce: provider.nonce }) } : {}),
    })
  })

  const revocation = http.post(`${issuer}/revoke`, async ({ request }) => {
    provider.revoked.push(new URLSearchParams(await request.text()))
    return HttpResponse.json({})
  })

  return Object.assign(provider, { handlers: [metadata, token, revocation] })
}
