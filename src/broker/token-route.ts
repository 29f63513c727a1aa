import { Hono } from 'hono'
import { IntegrationError, isIntegrationError } from '../domain/errors.ts'
import type { VerifyAgent } from './agent-identity.ts'
import { RequestRefused } from './answers.ts'
import { type CallGrant, type CallTokens, operationsOf } from './call-token.ts'
import { isConnectOutage } from './connect-outage.ts'
import { type BrokerContext, type BrokerEnv, type RecordDecision, learn } from './decisions.ts'
import { confirmedBefore } from './earlier-confirmation.ts'
import type { EmergencyBudget } from './emergency-budget.ts'
import { readEmergencyReason } from './emergency-reason.ts'
import type { Ledger } from './ledger.ts'
import type { LiveContact, LiveContacts } from './live-contact.ts'
import type { RememberedUsers } from './remembered-users.ts'
import { bearerOf, jsonOf } from './request-rules.ts'

export interface TokenRouteParts {
  readonly brokerUrl: string
  readonly verifyAgent: VerifyAgent
  readonly users: RememberedUsers
  readonly contacts: LiveContacts
  readonly ledger: Ledger
  readonly emergencies: EmergencyBudget
  /** Whether the site lets agents search in an emergency while Connect cannot be asked. */
  readonly emergency: 'refused' | 'allowed'
  readonly callTokens: CallTokens
  readonly record: RecordDecision
  /** Whether the site lets appointments be shown. */
  readonly appointments: 'shown' | 'hidden'
  /** Gets Epic's token ready while the phone rings, so that the search does not wait for it. */
  readonly warmUp: () => void
}

/**
 * `POST /token {contactId, ahead?, emergencyReason?}` gives a signed-in agent a token for the live contact that is theirs. `ahead: true` says
 * that nobody waits for it; it is then `contact-not-yet-yours` (409, `Retry-After`) while Connect is asked too much.
 *
 * 200 `{ access_token, token_type, expires_in, scope, fhir_base_url }` (RFC 6749 §5.1), never cached, and
 * `confirmed_earlier: true` where an agent who had the call before confirmed somebody; whom is not said. For two hours after
 * the end of a contact for which they confirmed a patient, its agent gets a token by which they can take that back and
 * nothing else: a wrong chart that is noticed in after-call work must be on record (R24).
 *
 * Every other contact, somebody else's, over or unknown, is `contact-not-yours`, byte for byte alike (R12). There is one
 * exception: a contact that still rings is nobody's yet, so whoever names its id gets a token ahead, which tells them
 * that it rings. That token is worth nothing until Connect says that the contact is theirs; where another agent takes
 * it, it never is.
 *
 * `emergencyReason` says that the agent asks in an emergency, where the site allows that. It counts for nothing where Connect
 * answers. Where Connect is down or throttles just now, the token is one of an emergency (`emergency: true`, 120 s), once that
 * is on record with the reason: for two searches without the call's number, and no more contacts in an hour than the site lets
 * (R16, decision 20). Failures are thrown as `IntegrationError`s; `app.ts` turns them into a status.
 */
export function tokenRoute(parts: TokenRouteParts) {
  const { brokerUrl, verifyAgent, users, contacts, ledger, callTokens, record, warmUp } = parts
  const scope = parts.appointments === 'shown' ? 'user/Patient.s user/Appointment.s' : 'user/Patient.s'

  /**
   * The live contact of this agent, or null where all that is left to them is taking back what they confirmed; in an
   * emergency `not-known` where Connect cannot be asked.
   */
  const admit = async (grant: CallGrant, isEmergency: boolean): Promise<LiveContact | 'not-known' | null> => {
    try {
      return await contacts.liveContact(grant.contactId, grant.agentId)
    } catch (error) {
      if (isEmergency && isConnectOutage(error)) return 'not-known'
      if (!isIntegrationError(error) || error.code !== 'contact-not-yours') throw error
      // The ledger first: for whoever confirmed nothing, a contact that is over asks Connect no more than an unknown one.
      const mayWithdraw =
        (await ledger.hasConfirmed(grant)) && (await contacts.hasEndedLately(grant.contactId, grant.agentId))
      if (!mayWithdraw) throw error
      return null
    }
  }

  /** Nobody said whose the contact is: on record before it is given, and nothing is told of who had the call before. */
  const grantInEmergency = async (c: BrokerContext, grant: CallGrant, emergencyReason: string | null) => {
    learn(c, { emergencyReason, isUnconfirmed: true })
    await parts.emergencies.chargeContact(grant)
    warmUp()
    const claims = { ...grant, initialContactId: grant.contactId, isEmergency: true } as const
    const { token, expiresIn } = await callTokens.issue(claims, operationsOf.live)
    await record(c, 'granted-in-emergency')
    return c.json({ ...answerOf(token, expiresIn, 'user/Patient.s'), emergency: true })
  }

  /** A token as RFC 6749 §5.1 has it, and where it is good. */
  const answerOf = (token: string, expiresIn: number, scope: string) => ({
    access_token: token,
    token_type: 'Bearer',
    expires_in: expiresIn,
    scope,
    fhir_base_url: `${brokerUrl}/fhir/R4`,
  })

  return new Hono<BrokerEnv>().post('/token', async (c) => {
    const agent = await verifyAgent(bearerOf(c) ?? '')
    learn(c, { subject: agent.subject })
    const { contactId, ahead, ...body } = await jsonOf(c)
    if (!isContactId(contactId)) throw new RequestRefused(400, 'The body names no contact')
    const emergencyReason = readEmergencyReason(body['emergencyReason'])
    const isEmergency = emergencyReason !== null
    if (isEmergency && parts.emergency === 'refused') throw new IntegrationError('search-not-allowed')
    const agentId = await (isEmergency ? users.inEmergency : users.connectUserId)(agent.username)
    learn(c, { agentId, contactId })

    await ledger.chargeToken(agentId)
    // In a crowd Connect is asked for those who wait: a token ahead would be a question more for every call.
    if (ahead === true && contacts.isCrowded()) {
      throw new IntegrationError('contact-not-yet-yours', { retryAfterMs: 2_000 })
    }
    const contact = await admit({ agentId, contactId }, isEmergency)
    if (contact === 'not-known') return grantInEmergency(c, { agentId, contactId }, emergencyReason)
    if (contact !== null) warmUp()
    const initialContactId = contact?.initialContactId ?? (await contacts.initialContactOf(contactId, agentId))
    const claims = { agentId, contactId, initialContactId }
    const { token, expiresIn } = await callTokens.issue(claims, operationsOf[contact === null ? 'over' : 'live'])
    const isConfirmedEarlier = contact !== null && (await confirmedBefore(ledger, claims)).length > 0

    await record(c, contact === null ? 'granted-to-withdraw' : contact.isAssigned ? 'granted' : 'granted-ahead')
    return c.json({
      ...answerOf(token, expiresIn, contact === null ? 'withdrawal' : scope),
      ...(isConfirmedEarlier && { confirmed_earlier: true }),
    })
  })
}

/** Connect's ids are UUIDs; what has another form is not written anywhere. */
function isContactId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}
