import { changing, withHeaders } from '../doctored-site.ts'
import { type Broken, nobodyListens, type Site } from './broken.ts'

export const provider: readonly Broken[] = [
  [
    'the provider is not reached',
    () => ({ env: { AGENT_ISSUER: nobodyListens } }),
    ['settings', 'provider'],
    /not reached at AGENT_ISSUER: nothing listens/,
  ],
  [
    'the issuer is no issuer',
    ({ settings }) => ({ env: { AGENT_ISSUER: `${settings['AGENT_ISSUER']}/realm` } }),
    ['settings', 'provider'],
    /no OpenID discovery document/,
  ],
  [
    'the issuer is written otherwise',
    ({ settings }) => ({ env: { AGENT_ISSUER: `${settings['AGENT_ISSUER']}/` } }),
    ['settings', 'provider'],
    /letter by letter/,
  ],
  [
    'the client is not registered',
    () => ({ env: { AGENT_CLIENT_ID: 'another' } }),
    ['settings', 'provider-client'],
    /register the client AGENT_CLIENT_ID/,
  ],
  [
    'the audience is not known there',
    () => ({ env: { AGENT_AUDIENCE: 'https://another.example.org' } }),
    ['settings', 'provider-client'],
    /does not know the audience AGENT_AUDIENCE/,
  ],
  [
    'it shows its refusal of the redirect URI on a page of its own',
    ({ sandbox }) => ({
      ask: signInAnswering(sandbox.origins.idp, 302, { location: '/error?error=redirect_mismatch' }),
    }),
    ['provider-client'],
    /\(redirect URI\): register the client AGENT_CLIENT_ID/,
  ],
  [
    'it gives the client other scopes',
    ({ sandbox }) => ({
      ask: signInAnswering(sandbox.origins.idp, 302, { location: `${sandbox.origins.widget}/?error=invalid_scope` }),
    }),
    ['provider-client'],
    /scopes in signIn\.scope/,
  ],
  [
    'its sign-in page is down',
    ({ sandbox }) => ({ ask: signInAnswering(sandbox.origins.idp, 502, {}) }),
    ['provider-client'],
    /sign-in page answers 502/,
  ],
  [
    'the widget’s page may not read its discovery',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.idp}/.well-known/openid-configuration`,
        (answer) => withHeaders(answer, { 'access-control-allow-origin': null }),
      ),
    }),
    ['provider'],
    /trusted origins/,
  ],
  [
    'it gives tokens out at an origin that the page may not ask',
    (site) => ({ ask: withTokensElsewhere(site) }),
    ['provider-origins'],
    /token_endpoint stands at https:\/\/lakeside\.auth\.example\.com: add that to signIn\.otherOrigins/,
  ],
  [
    'it takes them back at another than the one that the page may ask',
    (site) => ({
      ask: withTokensElsewhere(site, { revocation_endpoint: 'https://revoke.example.com/x' }),
      config: mayAskElsewhere,
    }),
    ['widget-headers', 'widget-settings', 'provider-origins'],
    /revocation_endpoint stands at https:\/\/revoke\.example\.com: add/,
  ],
  [
    'it does not offer PKCE with S256',
    ({ sandbox }) => ({ ask: discovered(sandbox.origins.idp, { code_challenge_methods_supported: ['plain'] }) }),
    ['provider'],
    /does not offer PKCE with S256/,
  ],
  [
    'its keys are not reached',
    ({ sandbox }) => ({ ask: discovered(sandbox.origins.idp, { jwks_uri: `${nobodyListens}/jwks` }) }),
    ['provider-keys'],
    /keys are not reached: nothing listens there/,
  ],
  [
    'it shows no key set',
    ({ sandbox }) => ({ ask: discovered(sandbox.origins.idp, { jwks_uri: `${sandbox.origins.idp}/nothing` }) }),
    ['provider-keys'],
    /no key set at its jwks_uri/,
  ],
  [
    'its keys have no id',
    ({ sandbox }) => ({
      ask: changing(
        (url) => url === `${sandbox.origins.idp}/jwks`,
        async (answer) => new Response((await answer.text()).replace(/"kid"/g, '"id"')),
      ),
    }),
    ['provider-keys'],
    /no RSA key with a kid/,
  ],
]

/** A `fetch` behind which the provider's discovery says something else. */
function discovered(idp: string, facts: Readonly<Record<string, unknown>>): typeof fetch {
  return changing(
    (url) => url === `${idp}/.well-known/openid-configuration`,
    async (answer) =>
      new Response(JSON.stringify({ ...((await answer.json()) as object), ...facts }), { headers: answer.headers }),
  )
}

/** A `fetch` behind which the provider, like Cognito, has its token endpoint at another origin than its issuer. */
function withTokensElsewhere({ sandbox }: Site, others: Readonly<Record<string, string>> = {}): typeof fetch {
  const elsewhere = { token_endpoint: 'https://lakeside.auth.example.com/oauth2/token', ...others }
  return discovered(sandbox.origins.idp, elsewhere)
}

function mayAskElsewhere(json: Record<string, unknown>): void {
  Object.assign(json['signIn'] as object, { otherOrigins: ['https://lakeside.auth.example.com'] })
}

/** A `fetch` behind which the provider answers a sign-in so. */
export function signInAnswering(idp: string, status: number, headers: Record<string, string>): typeof fetch {
  return changing(
    (url) => url.startsWith(`${idp}/auth?`),
    () => new Response(null, { status, headers }),
  )
}
