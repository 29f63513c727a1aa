import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import type { Journal } from '../journal.ts'
import { type PlayedAgent, subjectOf } from './agents.ts'
import { signInPage } from './pages.ts'
import { type ProviderFacts, providerSettings } from './provider-settings.ts'
import { loadOidcProvider } from './quiet-oidc-provider.ts'

/**
 * What may be broken: no answers while `down`, none that say by which keys tokens are signed while `keys-down`, and no new
 * tokens for old ones while `no-renewal`, as where a provider wants its agents to sign in anew.
 */
export interface IdentityProviderFaults {
  kind: 'none' | 'down' | 'keys-down' | 'no-renewal'
}

/** The hospital's identity provider, played: a request listener for `node:http`. */
export interface IdentityProvider {
  readonly faults: IdentityProviderFaults
  handler(this: void, req: IncomingMessage, res: ServerResponse): void
}

/**
 * The identity provider of the sandbox, with keys made at this start.
 *
 * Client `agent-widget` (public, PKCE S256, redirect `${widgetOrigin}/`). Access tokens are RS256 JWTs of type
 * `at+jwt` (RFC 9068) for `audience`, asked for or not, and live five minutes; refresh tokens turn over at each use.
 *
 * @param options.issuer Its own origin, without a path: `http://idp.localhost:4405`.
 * @param options.audience The broker's audience, an absolute URL (RFC 8707 §2).
 */
export async function createIdentityProvider(
  options: Omit<ProviderFacts, 'mayRenew'> & { readonly issuer: string; readonly journal: Journal },
): Promise<IdentityProvider> {
  const oidc = await loadOidcProvider()
  const faults: IdentityProviderFaults = { kind: 'none' }
  const settings = providerSettings({ ...options, mayRenew: () => faults.kind !== 'no-renewal' }, oidc)
  const provider = new oidc.default(options.issuer, settings)
  keepJournal(provider, options.journal, options.agents)

  const answer = provider.callback()
  const handler = async (req: IncomingMessage, res: ServerResponse) => {
    if (faults.kind === 'down' || (faults.kind === 'keys-down' && saysKeys(req.url))) {
      return page(res, 503, 'Service Unavailable', 'text/plain')
    }
    if (!req.url?.startsWith('/sign-in/')) return answer(req, res)
    return signIn(provider, options.agents, req, res)
  }
  return {
    faults,
    handler: (req, res) => {
      handler(req, res).catch((fault: unknown) => {
        surface(fault)
        if (!res.headersSent) res.writeHead(500)
        res.end()
      })
    },
  }
}

/** Where a broker learns the keys: the discovery document names the address of the key set. */
function saysKeys(url: string | undefined): boolean {
  return /^\/(?:\.well-known\/openid-configuration|jwks)\b/.test(url ?? '')
}

/** Shows the sign-in page, or signs in the agent whose button was pressed. */
async function signIn(
  provider: Provider,
  agents: readonly PlayedAgent[],
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(req, res).catch(() => null)
  if (interaction === null)
    return page(res, 410, 'This sign-in is over. Go back to the widget and start again.', 'text/plain')
  if (req.method !== 'POST') return page(res, 200, signInPage(agents, req.url ?? ''))

  const chosen = new URLSearchParams(await bodyOf(req)).get('agent')
  const agent = agents.find(({ username }) => username === chosen)
  if (agent === undefined) return page(res, 400, signInPage(agents, req.url ?? ''))
  await provider.interactionFinished(req, res, { login: { accountId: subjectOf(agent), remember: false } })
}

function page(res: ServerResponse, status: number, body: string, type = 'text/html'): void {
  res.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  })
  res.end(body)
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) {
    chunks.push(Buffer.from(chunk))
    if (chunks.length > 16) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

function keepJournal(provider: Provider, journal: Journal, agents: readonly PlayedAgent[]): void {
  const usernameOf = (subject: string | undefined) =>
    agents.find((agent) => subjectOf(agent) === subject)?.username ?? 'nobody'

  provider.on('authorization.success', (ctx) =>
    journal.write('idp', 'agent-signed-in', { agent: usernameOf(ctx.oidc.session?.accountId) }),
  )
  provider.on('grant.success', (ctx) =>
    journal.write('idp', 'access-token-issued', {
      agent: usernameOf(ctx.oidc.entities.AccessToken?.accountId),
      grant: String(ctx.oidc.params?.['grant_type']),
    }),
  )
  provider.on('end_session.success', () => journal.write('idp', 'agent-signed-out'))
  provider.on('authorization.error', (_ctx, { message }) => journal.write('idp', 'sign-in-refused', { error: message }))
  provider.on('grant.error', (_ctx, { message }) => journal.write('idp', 'token-refused', { error: message }))
  provider.on('server_error', (_ctx, fault) => surface(fault))
}

/** A fault of our own must be seen in the terminal. */
function surface(fault: unknown): void {
  process.emitWarning(
    fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
    'SandboxIdentityProvider',
  )
}
