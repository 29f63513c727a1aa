import { Hono } from 'hono'
import { IntegrationError } from '../domain/errors.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { type Identifier, isEnough, isIdentifier } from '../domain/verification-policy.ts'
import { RequestRefused } from './answers.ts'
import type { FindAssignedContact } from './assigned-contact.ts'
import type { CallGrant, CallTokens } from './call-token.ts'
import { type BrokerContext, type BrokerEnv, type RecordDecision, learn } from './decisions.ts'
import { readEmergencyReason } from './emergency-reason.ts'
import { contactUnder } from './emergency-search.ts'
import { granted } from './granted.ts'
import type { Ledger } from './ledger.ts'
import { jsonOf } from './request-rules.ts'

export interface ConfirmationRouteParts {
  readonly policy: SitePolicy
  readonly callTokens: CallTokens
  readonly assignedContact: FindAssignedContact
  readonly ledger: Ledger
  readonly record: RecordDecision
}

const openedForMs = 24 * 60 * 60_000

/**
 * `POST /confirmation {patient, contactId?, verified, emergencyReason?}` writes that the agent confirmed a patient, before
 * the chart opens; `POST /withdrawal {patient, contactId?}` writes that it was the wrong one. 204, or the chart must stay
 * shut (R24).
 *
 * Only a patient that a search of this agent for this contact found can be confirmed, by the identifiers that the site asks
 * for (R50); else 403 `verification-insufficient`. In an emergency, where the site allows it, the picked name is enough,
 * with a reason; it has an outcome of its own. A withdrawal is taken after the end of the contact too: that is when a
 * wrong chart is noticed. What stands is a hint for agents who have the call after this one (decision 9).
 *
 * Under a token of an emergency, while Connect cannot be asked, the same identifiers are asked for, all of them, and the record
 * says that nobody confirmed the call (decision 20).
 */
export function confirmationRoute({ policy, callTokens, assignedContact, ledger, record }: ConfirmationRouteParts) {
  const readFound = async (c: BrokerContext, operation: 'confirm' | 'withdraw') => {
    const { claims, grant } = await granted(c, callTokens, operation)
    const { patient, contactId, ...body } = await jsonOf(c)
    if (typeof patient !== 'string' || patient === '') throw new RequestRefused(400, 'The body names no patient')
    if (contactId !== undefined && contactId !== grant.contactId) throw new IntegrationError('contact-not-yours')
    if (!(await ledger.wasFound(grant, patient))) throw new IntegrationError('patient-not-found-here')
    learn(c, { patients: [patient] })
    return { claims, grant, patient, body }
  }

  return new Hono<BrokerEnv>()
    .post('/confirmation', async (c) => {
      const { claims, grant, patient, body } = await readFound(c, 'confirm')
      const verified = readIdentifiers(body['verified'])
      const emergencyReason = readEmergencyReason(body['emergencyReason'])
      learn(c, { verified, emergencyReason })
      refuseTooLittle(verified, emergencyReason, policy)
      const contact = await contactUnder(c, claims, assignedContact)
      // One guard may give way in an emergency, not both: either whose call it is, or by what the caller is known.
      if (contact === null && emergencyReason !== null) throw new IntegrationError('verification-insufficient')

      const key = keyOf(grant, patient)
      const isFirst = await ledger.useOnce(key, openedForMs)
      try {
        await ledger.keepConfirmed(grant)
        await record(c, emergencyReason !== null ? 'confirmed-in-emergency' : isFirst ? 'confirmed' : 'confirmed-again')
      } catch (error) {
        // Unrecorded, this was no confirmation: the next try is the first.
        if (isFirst) await ledger.free(key)
        throw error
      }
      // Who was opened by less than the site asks for, or for a call nobody confirmed, is no hint for the next agent.
      if (emergencyReason === null && claims.isEmergency !== true) {
        await ledger.keepConfirmation(claims.initialContactId, patient, grant.contactId)
      }
      return c.body(null, 204)
    })
    .post('/withdrawal', async (c) => {
      const { claims, grant, patient } = await readFound(c, 'withdraw')
      if (claims.isEmergency !== true) await ledger.keepConfirmation(claims.initialContactId, patient, null)
      await record(c, 'withdrawn')
      await ledger.free(keyOf(grant, patient))
      return c.body(null, 204)
    })
}

/** Words of the list only, each once: free text could hold what the caller said. */
function readIdentifiers(verified: unknown): Identifier[] {
  const mostWords = 20
  if (!Array.isArray(verified) || verified.length > mostWords || !verified.every(isIdentifier)) {
    throw new RequestRefused(400, 'The body does not say by which identifiers the patient was verified')
  }
  return [...new Set(verified)]
}

/** A person is always picked; an emergency may go without the other identifiers, where the site allows it. */
function refuseTooLittle(verified: readonly Identifier[], emergencyReason: string | null, policy: SitePolicy): void {
  const isAllowed =
    emergencyReason === null
      ? isEnough(policy.verification, verified)
      : policy.emergency === 'allowed' && verified.includes('name')
  if (!isAllowed) throw new IntegrationError('verification-insufficient')
}

function keyOf({ contactId, agentId }: CallGrant, patient: string): string {
  return `opened ${contactId} ${agentId} ${patient}`
}
