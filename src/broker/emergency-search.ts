import { IntegrationError } from '../domain/errors.ts'
import type { PatientSearch } from '../domain/patient-search.ts'
import type { FindAssignedContact } from './assigned-contact.ts'
import type { CallTokenClaims } from './call-token.ts'
import { isConnectOutage } from './connect-outage.ts'
import { type BrokerContext, learn } from './decisions.ts'
import type { EmergencyBudget } from './emergency-budget.ts'
import type { LiveContact } from './live-contact.ts'

/**
 * The contact of a call token, once it is the agent's; null where Connect cannot be asked and the token is of an emergency.
 *
 * Connect is asked each time: where it answers, its word counts, and what is not the agent's is refused (R12). What is done
 * under a token for a contact that nobody confirmed is recorded as that.
 */
export async function contactUnder(
  c: BrokerContext,
  { agentId, contactId, isEmergency }: CallTokenClaims,
  assignedContact: FindAssignedContact,
): Promise<LiveContact | null> {
  try {
    return await assignedContact(contactId, agentId)
  } catch (error) {
    if (isEmergency !== true || !isConnectOutage(error)) throw error
    learn(c, { isUnconfirmed: true })
    return null
  }
}

/** Refuses a search by the number of a call that nobody confirmed, and one above the two of the contact's emergency. */
export async function chargeInEmergency(
  { agentId, contactId }: CallTokenClaims,
  search: PatientSearch,
  budget: EmergencyBudget,
): Promise<void> {
  if ('telephone' in search) throw new IntegrationError('search-not-allowed')
  await budget.chargeSearch({ agentId, contactId })
}

/** Refuses what goes beside a search and finds nobody: appointments and `$match` wait until Connect answers. */
export function refuseInEmergency({ isEmergency }: CallTokenClaims): void {
  if (isEmergency === true) throw new IntegrationError('search-not-allowed')
}
