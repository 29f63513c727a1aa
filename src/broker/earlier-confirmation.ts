import type { CallTokenClaims } from './call-token.ts'
import type { Ledger } from './ledger.ts'

/**
 * The patients whose confirmation stands on another contact of this chain of transfers: agents who had the call before
 * confirmed them. A hint for this one, who has to confirm anew (decision 9).
 */
export async function confirmedBefore(
  ledger: Pick<Ledger, 'confirmedOn'>,
  { contactId, initialContactId }: Pick<CallTokenClaims, 'contactId' | 'initialContactId'>,
): Promise<readonly string[]> {
  const confirmed = await ledger.confirmedOn(initialContactId)
  return [...confirmed].flatMap(([patientId, on]) => (on === contactId ? [] : [patientId]))
}
