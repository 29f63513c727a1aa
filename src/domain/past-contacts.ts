import type { ContactId } from './contact.ts'

/**
 * The contacts that left. `over` is final, so that a replay finds no one home; a number says how many questions had
 * been put for a contact that was missed, or vanished and was given up.
 */
export type PastContacts = ReadonlyMap<ContactId, 'over' | number>

/** More than an agent takes in a day. */
const longestMemory = 1_000

/** The past with one more contact in it; the one that left longest ago is forgotten when there are too many. */
export function remember(past: PastContacts, contactId: ContactId, why: 'over' | number): PastContacts {
  if (past.get(contactId) === why) return past

  const next = new Map(past).set(contactId, why)
  const [oldest] = next.keys()
  if (next.size > longestMemory && oldest !== undefined) next.delete(oldest)
  return next
}
