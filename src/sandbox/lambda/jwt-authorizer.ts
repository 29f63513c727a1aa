import { createRemoteJWKSet, jwtVerify } from 'jose'

/** Whose tokens are let through, and for what: `JwtConfiguration` of an authorizer. */
export interface JwtConfiguration {
  readonly issuer: string
  readonly audience: string
}

/** Answers the challenge of a request that is refused, the value of `www-authenticate`; null where it is let through. */
export type Authorizer = (authorization: string | undefined) => Promise<string | null>

/** The gateway reads RSA alone. */
const algorithms = ['RS256', 'RS384', 'RS512']

/**
 * The JWT authorizer of an HTTP API: signature by the issuer's key set, issuer, audience (or client, where there is no
 * audience) and times. What else is wrong with a token is for the function to say.
 *
 * The challenge is written as the gateway was seen to write it, without commas (aws/serverless-application-model#1300).
 *
 * @see API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers"
 */
export function jwtAuthorizer({ issuer, audience }: JwtConfiguration): Authorizer {
  let keys: ReturnType<typeof createRemoteJWKSet> | null = null

  const keySet = async () => {
    if (keys !== null) return keys
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    const { jwks_uri } = (await answer.json()) as { readonly jwks_uri: string }
    return (keys = createRemoteJWKSet(new URL(jwks_uri)))
  }

  return async (authorization) => {
    if (authorization === undefined) return 'Bearer'
    try {
      const token = authorization.replace(/^bearer /i, '')
      const { payload } = await jwtVerify(token, await keySet(), { algorithms, issuer })
      const audiences = [payload.aud ?? payload['client_id']].flat()
      return audiences.includes(audience) ? null : refusedFor('invalid audience')
    } catch {
      return refusedFor('the token cannot be verified')
    }
  }
}

function refusedFor(description: string): string {
  return `Bearer scope="" error="invalid_token" error_description="${description}"`
}
