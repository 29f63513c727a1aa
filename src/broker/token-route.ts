import { Hono } from 'hono'
import type { VerifyAgent } from './agent-identity.ts'
import { RequestRefused } from './answers.ts'
import type { CallTokens } from './call-token.ts'
import type { ConnectUserId } from './connect-users.ts'
import { type BrokerEnv, type RecordDecision, learn } from './decisions.ts'
import type { Ledger } from './ledger.ts'
import type { FindLiveContact } from './live-contact.ts'
import { bearerOf, jsonOf } from './request-rules.ts'

export interface TokenRouteParts {
  readonly brokerUrl: string
  readonly verifyAgent: VerifyAgent
  readonly connectUserId: ConnectUserId
  readonly liveContact: FindLiveContact
  readonly ledger: Ledger
  readonly callTokens: CallTokens
  readonly record: RecordDecision
  /** Gets Epic's token ready while the phone rings, so that the search does not wait for it. */
  readonly warmUp: () => void
}

/**
 * `POST /token {contactId}` gives a signed-in agent a token for the live contact that is theirs.
 *
 * 200 `{ access_token, token_type, expires_in, scope, fhir_base_url }` (RFC 6749 §5.1), never cached. While the contact
 * rings nobody has it yet: the token is issued ahead, and is good for nothing until the contact is this agent's.
 * Anything else is thrown as an `IntegrationError`; `app.ts` turns it into a status.
 */
export function tokenRoute(parts: TokenRouteParts) {
  const { brokerUrl, verifyAgent, connectUserId, liveContact, ledger, callTokens, record, warmUp } = parts

  return new Hono<BrokerEnv>().post('/token', async (c) => {
    const agent = await verifyAgent(bearerOf(c) ?? '')
    learn(c, { subject: agent.subject })
    const { contactId } = await jsonOf(c)
    if (!isContactId(contactId)) throw new RequestRefused(400, 'The body names no contact')
    const agentId = await connectUserId(agent.username)
    learn(c, { agentId, contactId })

    await ledger.chargeToken(agentId)
    const contact = await liveContact(contactId, agentId)
    warmUp()
    const { token, expiresIn } = await callTokens.issue({ agentId, contactId })

    await record(c, contact.isAssigned ? 'granted' : 'granted-ahead')
    return c.json({
      access_token: token,
      token_type: 'Bearer',
      expires_in: expiresIn,
      scope: 'user/Patient.s',
      fhir_base_url: `${brokerUrl}/fhir/R4`,
    })
  })
}

/** Connect's ids are UUIDs; what has another form is not written anywhere. */
function isContactId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}
