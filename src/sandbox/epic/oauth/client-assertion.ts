import * as jose from 'jose'
import type { ClientKeys } from './client-keys.ts'

/** Either the assertion holds, or the reason why not: for the journal, as Epic tells the client nothing. */
export type AssertionVerdict = { readonly holds: true } | { readonly holds: false; readonly reason: string }

export interface AssertionRules {
  readonly clientId: string
  readonly tokenUrl: string
  readonly keys: ClientKeys
  readonly now: () => number
}

const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384']
const longestLifeS = 300
const longestJti = 151

/**
 * Judges client assertions by Epic's rules (facts/epic.md 2.1, 2.2; RFC 7523 §3): algorithm, type, key, issuer,
 * subject, exact audience, at most five minutes of life, a jti of at most 151 characters that was not used before.
 *
 * Clocks count as they are: an `iat` one second ahead is refused, as at Epic. Never throws.
 */
export function assertionJudge(rules: AssertionRules): (assertion: string) => Promise<AssertionVerdict> {
  const usedUntil = new Map<string, number>()
  return async (assertion) => {
    const { header, reason } = readHeader(assertion)
    if (header === null) return refused(reason)
    const payload = await verifiedPayload(assertion, header, rules.keys)
    if (typeof payload === 'string') return refused(payload)

    const nowS = Math.floor(rules.now() / 1_000)
    const complaint = complaintAbout(payload, rules, nowS)
    if (complaint !== null) return refused(complaint)

    const jti = String(payload.jti)
    for (const [used, until] of usedUntil) if (until <= nowS) usedUntil.delete(used)
    if (usedUntil.has(jti)) return refused('jti was used before')
    usedUntil.set(jti, payload.exp ?? nowS)
    return { holds: true }
  }
}

function readHeader(assertion: string) {
  try {
    const header = jose.decodeProtectedHeader(assertion)
    if (!algorithms.includes(header.alg ?? '')) return { header: null, reason: 'alg is not one of Epic’s' }
    if (header.typ !== 'JWT') return { header: null, reason: 'typ is not JWT' }
    return { header, reason: '' }
  } catch {
    return { header: null, reason: 'assertion is not a JWT' }
  }
}

/** The claims under a good signature, or why there are none. Looks once more at the published keys if none fits. */
async function verifiedPayload(
  assertion: string,
  header: jose.ProtectedHeaderParameters,
  keys: ClientKeys,
): Promise<jose.JWTPayload | string> {
  try {
    for (const fresh of [false, true]) {
      const fitting = await keys.fitting(header, { fresh })
      if (header.kid === undefined && fitting.length > 1) return 'kid is missing and the key set has several keys'
      for (const key of fitting) {
        const payload = await payloadUnder(key, assertion, header)
        if (payload !== null) return payload
      }
    }
  } catch {
    return 'JWK Set URL gave no keys'
  }
  return 'no published key fits the signature'
}

async function payloadUnder(
  key: jose.JWK,
  assertion: string,
  header: jose.ProtectedHeaderParameters,
): Promise<jose.JWTPayload | null> {
  try {
    await jose.compactVerify(assertion, await jose.importJWK(key, header.alg), { algorithms })
    return jose.decodeJwt(assertion)
  } catch {
    return null
  }
}

function complaintAbout(claims: jose.JWTPayload, { clientId, tokenUrl }: AssertionRules, nowS: number): string | null {
  const { iss, sub, aud, exp, iat, nbf, jti } = claims
  if (iss !== clientId) return 'iss is not the client id'
  if (sub !== clientId) return 'sub is not the client id'
  if (aud !== tokenUrl && !(Array.isArray(aud) && aud.length === 1 && aud[0] === tokenUrl)) {
    return 'aud is not the token URL'
  }
  if (typeof exp !== 'number') return 'exp is missing'
  if (exp <= nowS) return 'exp is over'
  if (exp > nowS + longestLifeS) return 'exp is more than 5 minutes ahead'
  for (const [name, since] of Object.entries({ iat, nbf })) {
    if (since === undefined) continue
    if (typeof since !== 'number' || since > nowS) return `${name} is in the future`
    if (exp - since > longestLifeS) return `exp is more than 5 minutes after ${name}`
  }
  if (typeof jti !== 'string' || jti === '') return 'jti is missing'
  return jti.length > longestJti ? 'jti is longer than 151 characters' : null
}

function refused(reason: string): AssertionVerdict {
  return { holds: false, reason }
}
