import { createHash, createHmac, createSecretKey, randomUUID } from 'node:crypto'
import { errors, jwtVerify } from 'jose'
import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import { createExpiringMap } from './expiring-map.ts'
import type { SiteSecret } from './site-secret.ts'

/** What a call token is good for: one agent, one contact, these operations. */
export interface CallGrant {
  /** The agent's user id in Connect. */
  readonly agentId: string
  readonly contactId: string
}

/** What a call token says: its grant, and the first contact of the chain of transfers in which the contact stands. */
export interface CallTokenClaims extends CallGrant {
  readonly initialContactId: string
  /** Given while Connect could not say whose the contact is (R16). */
  readonly isEmergency?: true
}

export type CallOperation = 'search' | 'confirm' | 'withdraw'

/** What the agent of a live contact may do, and what is left once it is over (R24). */
export const operationsOf = {
  live: ['search', 'confirm', 'withdraw'],
  over: ['withdraw'],
} as const satisfies Record<string, readonly CallOperation[]>

/** The tokens of the broker's own: issued at `/token`, taken by the facade and the confirmation (R17). */
export interface CallTokens {
  issue(
    claims: CallTokenClaims,
    operations: readonly CallOperation[],
  ): Promise<{ readonly token: string; readonly expiresIn: number }>
  /** What a token says that holds and is good for `operation`; else `contact-token-over`. */
  verify(token: string, operation: CallOperation): Promise<CallTokenClaims>
}

/** Seconds. R17: at most 300. */
const lifetime = 300
const lifetimeInEmergency = 120
const type = 'agent-widget-call+jwt'
/** A few for each of the contacts that a process may know at once. */
const mostKnownTokens = 20_000

/** What is kept of a token that holds; the token itself is not. */
interface KnownToken {
  readonly claims: CallTokenClaims
  readonly operations: readonly unknown[]
}

/**
 * Makes and reads call tokens: HS256 under a key that never leaves the broker.
 *
 * A type, issuer and audience of their own keep every other JWT out, and these out of everything else.
 * Without a key one is made at random: tokens then die with the process, and the widget fetches new ones. They are put
 * together here, because a library's HMAC goes through another thread. For the same reason a token that was given or
 * verified here is known by its hash until it ends: the search of an accepted call does not wait for that thread.
 *
 * @see RFC 8725 §3.11, explicit typing; RFC 7515 §5.1
 */
export function createCallTokens(brokerUrl: string, siteSecret: SiteSecret, now: () => number = Date.now): CallTokens {
  const key = async () => createSecretKey(await siteSecret())
  const audience = `${brokerUrl}/fhir/R4`
  const header = encoded({ alg: 'HS256', typ: type })
  const known = createExpiringMap<KnownToken>(mostKnownTokens, now)
  const keep = (hash: string, token: KnownToken, exp: number) => known.set(hash, token, exp * 1_000 - now())

  const verified = async (token: string, hash: string): Promise<KnownToken> => {
    const { payload } = await jwtVerify(token, await key(), {
      algorithms: ['HS256'],
      typ: type,
      issuer: brokerUrl,
      audience,
      requiredClaims: ['exp', 'sub', 'jti'],
      currentDate: new Date(now()),
    })
    const { sub: agentId, contact: contactId, first: initialContactId, operations, exp = 0 } = payload
    const isWhole = typeof contactId === 'string' && typeof initialContactId === 'string'
    if (agentId === undefined || !isWhole || !Array.isArray(operations)) {
      throw new errors.JWTInvalid('grants something else')
    }
    const isEmergency = payload['emergency'] === true
    const claims = { agentId, contactId, initialContactId, ...(isEmergency && { isEmergency }) }
    keep(hash, { claims, operations }, exp)
    return { claims, operations }
  }

  return {
    async issue(claims, operations) {
      const { agentId, contactId, initialContactId, isEmergency } = claims
      const expiresIn = isEmergency === true ? lifetimeInEmergency : lifetime
      const seconds = Math.floor(now() / 1000)
      const exp = seconds + expiresIn
      const payload = {
        iss: brokerUrl,
        aud: audience,
        sub: agentId,
        contact: contactId,
        first: initialContactId,
        operations,
        ...(isEmergency === true && { emergency: true }),
        jti: randomUUID(),
        iat: seconds,
        exp,
      }
      const input = `${header}.${encoded(payload)}`
      const token = `${input}.${createHmac('sha256', await key())
        .update(input)
        .digest('base64url')}`
      keep(hashOf(token), { claims, operations }, exp)
      return { token, expiresIn }
    },

    async verify(token, operation) {
      try {
        const hash = hashOf(token)
        const { claims, operations } = known.get(hash) ?? (await verified(token, hash))
        if (!operations.includes(operation)) throw new errors.JWTInvalid('grants something else')
        return claims
      } catch (cause) {
        if (isIntegrationError(cause)) throw cause
        throw new IntegrationError('contact-token-over', { cause })
      }
    },
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
