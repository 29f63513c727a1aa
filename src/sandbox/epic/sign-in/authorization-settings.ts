import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import type * as OidcProviderModule from 'oidc-provider'
import type { Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider'
import { createTokenStore } from '../../idp/token-store.ts'
import type { EpicSite } from '../epic-site.ts'
import { type EpicUser, practitionerIdOf } from './epic-user.ts'
import type { LaunchContext, Launches } from './launches.ts'
import { authorizeErrorPage } from './pages.ts'

/** The application that the hospital registered for its users, and who they are. */
export interface LaunchedApplication {
  readonly clientId: string
  readonly redirectUris: readonly string[]
  /** The origins whose pages may fetch tokens. */
  readonly origins: readonly string[]
  readonly users: readonly EpicUser[]
}

export interface AuthorizationFacts {
  readonly application: LaunchedApplication
  readonly fhirBase: string
  readonly site: EpicSite
  readonly launches: Launches
  /** Told which context an authorization that is under way, by its `ctx.oidc`, began with. */
  readonly onLaunched: (authorization: object, context: LaunchContext) => void
}

/** Below the issuer, whose path the sandbox takes off. */
export const signInPath = '/sign-in/'

const scopes =
  'openid profile fhirUser launch online_access user/Patient.read user/Patient.search user/Appointment.read user/Appointment.search'
const hour = 3_600

/**
 * The settings of Epic's authorization server, with its habits (facts/epic.md 2.4, 2.6): a public client with PKCE S256 and
 * exact redirects, `aud` demanded, one-time codes and launches, what it refuses said in HTML and not to the client.
 *
 * A launch from Hyperspace signs its user in without a page, because they work in it; anybody else is asked each time. The
 * grant is made anew for every authorization: an old one would bring the patient of the launch before.
 */
export function authorizationSettings(facts: AuthorizationFacts, oidc: typeof OidcProviderModule): Configuration {
  const { application, fhirBase, site, launches, onLaunched } = facts
  const { users, origins } = application
  const userOf = (id: string | undefined) => users.find((user) => practitionerIdOf(user) === id)
  const refuse = (reason: string) => Object.assign(new oidc.errors.InvalidRequest(reason), { allow_redirect: false })
  const policy = oidc.interactionPolicy.base()
  policy.remove('consent')
  policy.get('login')?.checks.add(asksEachTime(oidc))

  return {
    adapter: createTokenStore(),
    clients: [
      {
        client_id: application.clientId,
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [...application.redirectUris],
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    pkce: { required: () => true },
    responseTypes: ['code'],
    routes: { authorization: '/authorize', token: '/token', jwks: '/keys' },
    scopes: scopes.split(' '),
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], fhirUser: ['fhirUser'] },
    conformIdTokenClaims: false,
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 600,
      RefreshToken: 12 * hour,
      Session: hour,
      Grant: 12 * hour,
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { policy, url: (_ctx, { uid }) => `${new URL(fhirBase).origin}${issuerPath}${signInPath}${uid}` },
    extraParams: {
      aud(_ctx, aud) {
        if (aud?.replace(/\/$/, '') !== fhirBase) throw refuse('aud is not the FHIR base')
      },
      launch(ctx, token) {
        if (token === undefined) return
        const context = launches.takeUp(token)
        const user = users.find(({ username }) => username === context?.username)
        if (context === null || user === undefined) throw refuse('invalid_launch_token')
        ctx.oidc.session?.loginAccount({ accountId: practitionerIdOf(user), transient: true })
        onLaunched(ctx.oidc, context)
      },
    },
    findAccount: (_ctx, sub) => {
      const user = userOf(sub)
      if (user === undefined) return undefined
      const fhirUser = `${fhirBase}/Practitioner/${sub}`
      const claims = { sub, fhirUser, name: user.name, preferred_username: user.username }
      return { accountId: sub, claims: () => claims }
    },
    loadExistingGrant: grantEverything,
    issueRefreshToken: () => site.refreshTokens === 'granted',
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    clientBasedCORS: (_ctx, origin) => origins.includes(origin),
    renderError: (ctx, out) => {
      ctx.type = 'html'
      ctx.body = authorizeErrorPage(out.error_description ?? out.error)
    },
  }
}

/** Where the authorization server stands at its origin. */
export const issuerPath = '/interconnect/oauth2'

function asksEachTime(oidc: typeof OidcProviderModule) {
  const { Check } = oidc.interactionPolicy
  return new Check('epic_asks_each_time', 'Epic keeps no session for applications', 'login_required', (ctx) => {
    const { params, result } = ctx.oidc
    const isKnown = params?.['launch'] !== undefined || result?.login !== undefined
    return isKnown ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT
  })
}

/** A new key at every start, as when a server turns its keys over. */
function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' }
}

async function grantEverything(ctx: KoaContextWithOIDC) {
  const { session, client, provider } = ctx.oidc
  if (session?.accountId === undefined || client === undefined) return undefined

  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  grant.addOIDCScope(scopes)
  await grant.save()
  return grant
}
