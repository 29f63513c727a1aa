import { createHash } from 'node:crypto'
import { type JWTPayload, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import type { FindKey } from './agent-keys.ts'
import type { AgentConfig } from './config.ts'
import { createExpiringMap } from './expiring-map.ts'

/** Who calls, as the identity provider says. `username` is the agent's name in Connect; `subject` is the provider's id. */
export interface SignedInAgent {
  readonly subject: string
  readonly username: string
}

export type VerifyAgent = (accessToken: string) => Promise<SignedInAgent>

/** Asymmetric only, and named: `none` and `HS*` have no way in (RFC 8725 §3.1). */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384']

/** A token that brings its own key, or says where to fetch one, would prove nothing (RFC 8725 §3.10). */
const foreignKeyHeaders = ['jku', 'x5u', 'jwk', 'x5c', 'crit'] as const

/** Claims that stand in ID tokens only (OpenID Connect Core 1.0 §2, §3.1.3.6). */
const idTokenClaims = ['nonce', 'at_hash', 'c_hash'] as const

/** Clocks of the provider and of ours may differ by so many seconds. */
const clockTolerance = 30

const mostKnownTokens = 10_000

/** Longer ones are no access token of an agent, and reading them costs. */
const longestToken = 8_192

/**
 * Verifies the access token of an agent: signature, issuer, audience, client, type and time.
 *
 * Throws `agent-not-signed-in` for every token that does not hold, always the same, and
 * `identity-provider-unreachable` where the keys cannot be had. Nothing else is asked of anybody (R10).
 *
 * A token that was verified is known by its hash until it ends, and is taken again as long as the provider still has the
 * very key it was verified with: an agent brings the same token with every call.
 *
 * @see RFC 9068 §4, validation of JWT access tokens; RFC 8725
 */
export function createAgentIdentity(config: AgentConfig, findKey: FindKey, now: () => number = Date.now): VerifyAgent {
  const known = createExpiringMap<KnownToken>(mostKnownTokens, now)

  const verify = async (accessToken: string, hash: string): Promise<SignedInAgent> => {
    const header = decodeProtectedHeader(accessToken)
    if (foreignKeyHeaders.some((name) => name in header)) throw new errors.JWTInvalid('brings its own key')
    if (header.kid === undefined) throw new errors.JWTInvalid('names no key')
    if (config.tokenType === 'none' && header.typ !== undefined) throw new errors.JWTInvalid('has a type')

    const asked: Parameters<FindKey>[] = []
    const rememberedFind: FindKey = (...question) => {
      asked.push(question)
      return findKey(...question)
    }
    const { payload, key } = await jwtVerify(accessToken, rememberedFind, {
      algorithms,
      issuer: config.issuer,
      audience: config.audience,
      ...(config.tokenType === 'none' ? {} : { typ: config.tokenType }),
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance,
      currentDate: new Date(now()),
    })
    const agent = readAgent(payload, config)
    const hasStillItsKey = async () => {
      const found = await Promise.all(asked.map((question) => findKey(...question)))
      return found.every((one) => one === key)
    }
    known.set(hash, { agent, hasStillItsKey }, ((payload.exp ?? 0) + clockTolerance) * 1_000 - now())
    return agent
  }

  return async (accessToken) => {
    try {
      if (accessToken.length > longestToken) throw new errors.JWTInvalid('too long')
      const hash = createHash('sha256').update(accessToken).digest('base64url')
      const kept = known.get(hash)
      return kept !== undefined && (await kept.hasStillItsKey()) ? kept.agent : await verify(accessToken, hash)
    } catch (cause) {
      if (isIntegrationError(cause)) throw cause
      throw new IntegrationError('agent-not-signed-in', { cause })
    }
  }
}

/** What is kept of a token that was verified; the token itself is not. */
interface KnownToken {
  readonly agent: SignedInAgent
  readonly hasStillItsKey: () => Promise<boolean>
}

function readAgent(payload: JWTPayload, config: AgentConfig): SignedInAgent {
  if (idTokenClaims.some((name) => name in payload)) throw new errors.JWTInvalid('is an ID token')
  if (payload['token_use'] !== undefined && payload['token_use'] !== 'access') throw new errors.JWTInvalid('other use')

  // Providers name the client `client_id` (RFC 9068), `azp`, or both, or as the site says; none may name another.
  const named = config.clientClaim === null ? [] : [payload[config.clientClaim]]
  const clients = [...named, payload['client_id'], payload['azp']].filter((client) => client !== undefined)
  const isOurs = clients.length > 0 && clients.every((client) => client === config.clientId)
  if (!isOurs) throw new errors.JWTInvalid('is of another client')

  const { sub: subject } = payload
  const username = payload[config.usernameClaim]
  if (subject === undefined || subject === '') throw new errors.JWTInvalid('has no subject')
  if (typeof username !== 'string' || username === '' || username.length > 100)
    throw new errors.JWTInvalid('has no user')
  return { subject, username }
}
