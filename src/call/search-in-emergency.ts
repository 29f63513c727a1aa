import type { ContactId } from '../domain/contact.ts'
import { isEmergencyUnused } from '../domain/emergency-search.ts'
import type { EmergencySearches } from '../domain/ports.ts'
import type { CallSessionStore } from './call-session-store.ts'

/** What searching in an emergency needs; `emergencySearches` is null where no broker can grant one. */
export interface EmergencySearchParts {
  readonly store: CallSessionStore
  readonly emergencySearches: EmergencySearches | null
}

/** Begins an emergency for a contact that Connect cannot confirm: the search form is next, and its searches say why. */
export function beginEmergencySearch(parts: EmergencySearchParts, contactId: ContactId, reason: string): void {
  if (parts.emergencySearches === null || !parts.store.getSnapshot().current.has(contactId)) return
  parts.emergencySearches.begin(contactId, reason)
  parts.store.dispatch({ type: 'emergency-search', contactId, isBegun: true })
}

/** Steps out of an emergency in which nothing was searched yet; one that was used stays, until Connect answers. */
export function stepOutOfEmergency(parts: EmergencySearchParts, contactId: ContactId): void {
  const session = parts.store.getSnapshot().current.get(contactId)
  if (session === undefined || !isEmergencyUnused(session)) return
  parts.emergencySearches?.end(contactId)
  parts.store.dispatch({ type: 'emergency-search', contactId, isBegun: false })
}
