import { OidcClient, type SigninResponse, WebStorageStateStore } from 'oidc-client-ts'
import { IntegrationError } from '../domain/errors.ts'
import { longestShiftMs } from './idle-watch.ts'
import { randomText } from './random-text.ts'

export interface IdentityProviderOptions {
  readonly issuer: string
  readonly clientId: string
  /** The resource the access token is for (RFC 8707): the broker. */
  readonly audience: string
  /** What a provider is asked for. `offline_access` is how most give refresh tokens out. */
  readonly scope: string
  /** Whether `audience` is named in requests (RFC 8707): some providers take it from the scope alone, and refuse this. */
  readonly resource: 'sent' | 'left-out'
  readonly redirectUri: string
}

/** The tokens of a sign-in. `endsAt` is in milliseconds on our own clock. */
export interface AgentTokens {
  readonly access: string
  readonly refresh: string | null
  readonly endsAt: number
  readonly profile: Readonly<Record<string, unknown>>
  /** What a renewal must agree with: the answer the tokens came from. */
  readonly answer: SigninResponse
}

interface SignInUrlOptions {
  readonly marked?: (random: string) => string
  readonly isAnew?: boolean
}

const unmarked = (random: string) => random

/** Seconds a request to the provider may take. */
const timeout = 10
const storagePrefix = 'agent-widget.sign-in.'

/**
 * The identity provider, spoken to by OpenID Connect: authorization code with PKCE S256 (RFC 9700 §2.1).
 *
 * Only the state, nonce and verifier of a sign-in under way are stored, in this tab's session storage, because they
 * must outlive the redirect; the answer, whatever it is, removes them. Failures are the library's own errors.
 */
export function identityProvider(options: IdentityProviderOptions, now: () => number) {
  const { issuer, clientId, scope, redirectUri } = options
  const resource = options.resource === 'sent' ? { resource: options.audience } : {}
  const stateStore = new WebStorageStateStore({ prefix: storagePrefix, store: sessionStorage })
  const client = new OidcClient({
    authority: issuer,
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    ...resource,
    extraTokenParams: resource,
    stateStore,
    requestTimeoutInSeconds: timeout,
    // `auth_time` is needed; the library would drop it with the others of the protocol.
    filterProtocolClaims: ['nbf', 'jti', 'nonce', 'acr', 'amr', 'azp', 'at_hash'],
    staleStateAgeInSeconds: 600,
    fetchRequestCredentials: 'omit',
  })

  const checkIssuer = async () => {
    const metadata = await client.metadataService.getMetadata()
    if (metadata.issuer !== issuer) throw new IntegrationError('identity-provider-unreachable')
  }

  const tokensOf = (answer: SigninResponse, before: AgentTokens | null): AgentTokens => {
    if (answer.access_token === '') throw new IntegrationError('agent-not-signed-in')
    return {
      access: answer.access_token,
      refresh: answer.refresh_token ?? before?.refresh ?? null,
      endsAt: now() + (answer.expires_in ?? unknownLife) * 1_000,
      profile: answer.profile,
      answer,
    }
  }

  return {
    /**
     * The address to send the agent to. State and nonce hold 128 random bits of ours beside the library's (R31); `marked`
     * puts its mark to those of the state. A session of the provider that is older than a shift does not do, and `isAnew`
     * none at all: the agent shows who they are (R39).
     *
     * @see OpenID Connect Core 1.0, §3.1.2.1, `max_age`, `prompt`
     */
    async signInUrl({ marked = unmarked, isAnew = false }: SignInUrlOptions = {}): Promise<string> {
      await checkIssuer()
      const request = await client.createSigninRequest({
        nonce: randomText(16),
        url_state: marked(randomText(16)),
        max_age: longestShiftMs / 1_000,
        ...(isAnew ? { prompt: 'login' } : {}),
      })
      return request.url
    },

    /** Trades the code in the address the agent came back with; throws for an answer to a question we did not ask. */
    async redeem(address: URL): Promise<AgentTokens> {
      try {
        const { state, response } = await client.readSigninResponseState(address.href).catch(() => {
          throw new IntegrationError('agent-not-signed-in')
        })
        const from = address.searchParams.get('iss')
        const isOurs = state.url_state === response.url_state && (from === null || from === issuer)
        if (!isOurs) throw new IntegrationError('agent-not-signed-in')

        await checkIssuer()
        const answer = await client.processSigninResponse(address.href)
        const { iss, aud } = answer.profile
        if (iss !== issuer || ![aud].flat().includes(clientId)) throw new IntegrationError('agent-not-signed-in')
        return tokensOf(answer, null)
      } finally {
        for (const key of await stateStore.getAllKeys()) await stateStore.remove(key)
      }
    },

    /** New tokens for the refresh token, which the provider may replace. */
    async renew(tokens: AgentTokens & { readonly refresh: string }): Promise<AgentTokens> {
      const { id_token, session_state, profile } = tokens.answer
      // Without `scope`, which means as granted (RFC 6749 §6): asking again for more than was given would be refused.
      const state = { refresh_token: tokens.refresh, session_state, profile, ...(id_token ? { id_token } : {}) }
      const answer = await client.useRefreshToken({ state, ...resource, timeoutInSeconds: timeout })
      return tokensOf(answer, tokens)
    },

    /** Takes the refresh token back, where the provider lets us. */
    async revoke(tokens: AgentTokens): Promise<void> {
      if (tokens.refresh === null) return
      const endpoint = await client.metadataService.getRevocationEndpoint(true)
      if (endpoint !== undefined) await client.revokeToken(tokens.refresh, 'refresh_token')
    },

    /**
     * Where the provider ends its own session and sends the agent back to us, or null. Names the client, not the agent:
     * addresses are kept in histories.
     */
    async signOutUrl(): Promise<string | null> {
      const endpoint = await client.metadataService.getEndSessionEndpoint()
      if (endpoint === undefined) return null
      return (await client.createSignoutRequest({ client_id: clientId, post_logout_redirect_uri: redirectUri })).url
    },
  }
}

export type IdentityProvider = ReturnType<typeof identityProvider>

/** Seconds, where the provider does not say how long a token lives (RFC 6749 §5.1 only recommends it). */
const unknownLife = 300
