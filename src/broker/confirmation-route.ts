import { Hono } from 'hono'
import { IntegrationError } from '../domain/errors.ts'
import { RequestRefused } from './answers.ts'
import type { FindAssignedContact } from './assigned-contact.ts'
import type { CallGrant, CallTokens } from './call-token.ts'
import { type BrokerContext, type BrokerEnv, type RecordDecision, learn } from './decisions.ts'
import type { Ledger } from './ledger.ts'
import { bearerOf, jsonOf } from './request-rules.ts'

export interface ConfirmationRouteParts {
  readonly callTokens: CallTokens
  readonly assignedContact: FindAssignedContact
  readonly ledger: Ledger
  readonly record: RecordDecision
}

/**
 * Which identifiers a caller can have given, as the audit names them. Words of this list only: free text could hold what
 * the caller said. The calling number is none of them (R50).
 */
const identifiers: ReadonlySet<unknown> = new Set([
  'birth-date',
  'name',
  'given',
  'family',
  'legal-sex',
  'address',
  'town',
  'record-number',
  'picked',
])

const openedForMs = 24 * 60 * 60_000

/**
 * `POST /confirmation {patient, contactId?, verified}` writes that the agent confirmed a patient, before the chart opens;
 * `POST /withdrawal {patient, contactId?}` writes that it was the wrong one. 204, or the chart must stay shut (R24).
 *
 * Only a patient that a search of this agent for this contact found can be confirmed, by the birth date and one thing
 * more that the caller said (R50). A withdrawal is taken after the end of the contact too: that is when a wrong chart
 * is noticed. What stands is a hint for agents who have the call after this one (decision 9).
 */
export function confirmationRoute({ callTokens, assignedContact, ledger, record }: ConfirmationRouteParts) {
  const readFound = async (c: BrokerContext, operation: 'confirm' | 'withdraw') => {
    const { initialContactId, ...grant } = await callTokens.verify(bearerOf(c) ?? '', operation)
    learn(c, grant)
    const { patient, contactId, verified } = await jsonOf(c)
    if (typeof patient !== 'string' || patient === '') throw new RequestRefused(400, 'The body names no patient')
    if (contactId !== undefined && contactId !== grant.contactId) throw new IntegrationError('contact-not-yours')
    if (!(await ledger.wasFound(grant, patient))) throw new IntegrationError('patient-not-found-here')
    learn(c, { patients: [patient] })
    return { grant, initialContactId, patient, verified }
  }

  return new Hono<BrokerEnv>()
    .post('/confirmation', async (c) => {
      const { grant, initialContactId, patient, verified } = await readFound(c, 'confirm')
      learn(c, { verified: readIdentifiers(verified) })
      await assignedContact(grant.contactId, grant.agentId)

      const isFirst = await ledger.useOnce(keyOf(grant, patient), openedForMs)
      await ledger.keepConfirmed(grant)
      await record(c, isFirst ? 'confirmed' : 'confirmed-again')
      await ledger.keepConfirmation(initialContactId, patient, grant.contactId)
      return c.body(null, 204)
    })
    .post('/withdrawal', async (c) => {
      const { grant, initialContactId, patient } = await readFound(c, 'withdraw')
      await ledger.keepConfirmation(initialContactId, patient, null)
      await record(c, 'withdrawn')
      await ledger.free(keyOf(grant, patient))
      return c.body(null, 204)
    })
}

/** The words of the list, each once. Picking a row is the agent's doing, so it proves nothing of who calls (R50). */
function readIdentifiers(verified: unknown): string[] {
  const isList = Array.isArray(verified) && verified.length <= identifiers.size
  if (!isList || !verified.every((word) => identifiers.has(word))) {
    throw new RequestRefused(400, 'The body does not say by which identifiers the patient was verified')
  }
  const words = [...new Set(verified.map(String))]
  const isVerified = words.includes('birth-date') && words.filter((word) => word !== 'picked').length >= 2
  if (!isVerified) throw new RequestRefused(400, 'A birth date and one more identifier of the caller are needed')
  return words
}

function keyOf({ contactId, agentId }: CallGrant, patient: string): string {
  return `opened ${contactId} ${agentId} ${patient}`
}
