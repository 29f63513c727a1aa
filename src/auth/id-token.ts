import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { IntegrationError } from '../domain/errors.ts'

export interface IdTokenRules {
  /** The FHIR base that was launched: its SMART configuration names the issuer and where its keys stand. */
  readonly fhirBaseUrl: string
  readonly clientId: string
  readonly nonce: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const longestWait = 10_000
/** A desk's clock may be an hour off (R80). That the token is of this very sign-in is proven by PKCE and the nonce. */
const clockTolerance = 3_600

/**
 * The claims of an ID token, once its signature holds under the issuer's keys, and issuer, audience, life and nonce fit.
 *
 * Epic's issuer is `…/oauth2`, not the FHIR base (facts/epic.md 2.4). Epic is not known to send the nonce back; where it does, it
 * must be ours.
 *
 * @throws IntegrationError `agent-not-signed-in` for a token that does not hold, `epic-unreachable` where the keys cannot be
 *   had, `epic-set-up` where the configuration names none or another host's. Nothing of the token is kept in it.
 * @see OpenID Connect Core 1.0 §3.1.3.7
 */
export async function verifyIdToken(token: unknown, rules: IdTokenRules): Promise<JWTPayload> {
  if (typeof token !== 'string') throw new IntegrationError('epic-set-up')
  const { issuer, jwks_uri } = readPlaces(await fetchJson(configurationUrl(rules.fhirBaseUrl)), rules.fhirBaseUrl)
  const keys = (await fetchJson(jwks_uri)) as JSONWebKeySet
  const claims = await verified(token, keys, issuer, rules)
  if (claims['nonce'] !== undefined && claims['nonce'] !== rules.nonce) {
    throw new IntegrationError('agent-not-signed-in')
  }
  return claims
}

async function verified(token: string, keys: JSONWebKeySet, issuer: string, rules: IdTokenRules): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer,
      audience: rules.clientId,
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(rules.now()),
      clockTolerance,
    })
    return payload
  } catch {
    throw new IntegrationError('agent-not-signed-in')
  }
}

function configurationUrl(fhirBaseUrl: string): string {
  return `${fhirBaseUrl.replace(/\/+$/, '')}/.well-known/smart-configuration`
}

/** Issuer and keys must be of the very host that the site allowed: the page may ask no other (R32). */
function readPlaces(configuration: unknown, fhirBaseUrl: string): { issuer: string; jwks_uri: string } {
  const { issuer, jwks_uri } = { ...(configuration as Record<string, unknown> | null) }
  const { origin } = new URL(fhirBaseUrl)
  const isOurs = (place: unknown): place is string =>
    typeof place === 'string' && URL.canParse(place) && new URL(place).origin === origin
  if (!isOurs(issuer) || !isOurs(jwks_uri)) throw new IntegrationError('epic-set-up')
  return { issuer, jwks_uri }
}

async function fetchJson(url: string): Promise<unknown> {
  const manners = { redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' } as const
  try {
    const response = await fetch(url, {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(longestWait),
      ...manners,
    })
    if (response.ok) return await response.json()
  } catch {
    // Said below, like any other answer that is none.
  }
  throw new IntegrationError('epic-unreachable')
}
