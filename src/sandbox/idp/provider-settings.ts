import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import type * as OidcProviderModule from 'oidc-provider'
import type { Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider'
import { agentOfSubject, type PlayedAgent, subjectOf } from './agents.ts'
import { errorPage, signOutPage, signedOutPage } from './pages.ts'
import { createTokenStore } from './token-store.ts'

export interface ProviderFacts {
  readonly agents: readonly PlayedAgent[]
  readonly widgetOrigin: string
  /** Another origin where the same widget stands, if there is one. */
  readonly previewOrigin?: string
  readonly audience: string
  /** Whether refresh tokens are taken just now. */
  readonly mayRenew: () => boolean
}

/** The path of the sign-in page for one interaction. */
export const signInPath = (uid: string) => `/sign-in/${uid}`

const clientId = 'agent-widget'
const scopes = 'openid profile offline_access'
const shift = 12 * 60 * 60

/**
 * The settings of the played identity provider: one public client with PKCE, JWT access tokens for the broker.
 *
 * What a hospital's provider is set up to do for an inner application, it does here: no consent screen, a refresh
 * token that turns over at each use and ends with the session, and the broker's audience though nobody asked for it.
 */
export function providerSettings(facts: ProviderFacts, oidc: typeof OidcProviderModule): Configuration {
  const { agents, widgetOrigin, previewOrigin = widgetOrigin, audience } = facts
  const widgetOrigins = [...new Set([widgetOrigin, previewOrigin])]
  const policy = oidc.interactionPolicy.base()
  policy.remove('consent')
  return {
    adapter: createTokenStore(),
    clients: [widgetClient(widgetOrigins)],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: scopes.split(' '),
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 600,
      RefreshToken: shift,
      Session: shift,
      Grant: shift,
    },
    interactions: { policy, url: (_ctx, interaction) => signInPath(interaction.uid) },
    features: {
      devInteractions: { enabled: false },
      // The default does the same, and tells the console that it should be changed.
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== audience) throw new oidc.errors.InvalidTarget('the broker is the one resource known here')
          return { scope: '', audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => void (ctx.body = signOutPage(form)),
        postLogoutSuccessSource: (ctx) => void (ctx.body = signedOutPage()),
      },
    },
    findAccount: (_ctx, sub, token) => {
      if (token?.kind === 'RefreshToken' && !facts.mayRenew()) return undefined
      const agent = agentOfSubject(agents, sub)
      if (agent === undefined) return undefined
      return { accountId: sub, claims: () => ({ sub, ...claimsOf(agent) }) }
    },
    extraTokenClaims: (_ctx, token) => {
      const subject = 'accountId' in token ? token.accountId : undefined
      const agent = agents.find((one) => subjectOf(one) === subject)
      return agent === undefined ? undefined : claimsOf(agent)
    },
    loadExistingGrant: (ctx) => grantEverything(ctx, audience),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    clientBasedCORS: (_ctx, origin) => widgetOrigins.includes(origin),
    renderError: (ctx, out) => {
      ctx.type = 'html'
      ctx.body = errorPage(out.error, out.error_description ?? '')
    },
  }
}

const claimsOf = (agent: PlayedAgent) => ({ preferred_username: agent.username, name: agent.name })

function widgetClient(widgetOrigins: readonly string[]) {
  const addresses = widgetOrigins.map((origin) => `${origin}/`)
  return {
    client_id: clientId,
    client_name: 'Agent widget',
    application_type: 'web' as const,
    token_endpoint_auth_method: 'none' as const,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    redirect_uris: addresses,
    post_logout_redirect_uris: addresses,
  }
}

/** A new key at every start: the broker has to fetch it, as it must when a provider turns its keys over. */
function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' }
}

async function grantEverything(ctx: KoaContextWithOIDC, audience: string) {
  const { session, client, provider } = ctx.oidc
  if (session?.accountId === undefined || client === undefined) return undefined

  const known = session.grantIdFor(client.clientId)
  const before = known === undefined ? undefined : await provider.Grant.find(known)
  if (before?.accountId === session.accountId) return before

  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  grant.addOIDCScope(scopes)
  grant.addResourceScope(audience, scopes)
  await grant.save()
  return grant
}
