import type { CallGrant, CallOperation, CallTokenClaims, CallTokens } from './call-token.ts'
import { type BrokerContext, learn } from './decisions.ts'
import { bearerOf } from './request-rules.ts'

/** What a request may do under its call token: all the token says, and of that the contact and the agent it is bound to. */
export interface Granted {
  readonly claims: CallTokenClaims
  readonly grant: CallGrant
}

/**
 * Reads the call token of a request, and has a denial name the agent and the contact. Throws `contact-token-over` for one that
 * does not hold, or not for this.
 */
export async function granted(c: BrokerContext, callTokens: CallTokens, operation: CallOperation): Promise<Granted> {
  const claims = await callTokens.verify(bearerOf(c) ?? '', operation)
  const grant = { agentId: claims.agentId, contactId: claims.contactId }
  learn(c, grant)
  return { claims, grant }
}
