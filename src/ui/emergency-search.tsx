import { beginEmergencySearch } from '../call/search-in-emergency.ts'
import type { CallSession } from '../domain/call-session.ts'
import { namesOfCaller } from '../domain/caller.ts'
import { allowsEmergencySearch } from '../domain/emergency-search.ts'
import { wordsOfName } from '../domain/name-words.ts'
import { Announce } from './live-region.tsx'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { ReasonedWay } from './reasoned-way.tsx'

/**
 * The way to a search though Connect cannot confirm the call, where the site allows it and a broker can grant it; the broker
 * looks again whether Connect is down.
 */
export function EmergencySearchWay({ session }: { readonly session: Extract<CallSession, { phase: 'identifying' }> }) {
  const parts = usePanelParts()
  const { emergencySearch: words } = useMessages()
  if (parts.emergencySearches === null || !allowsEmergencySearch(parts.policy)) return null
  if (session.emergencySearch !== null) return null

  const { contactId } = session.contact
  const { given, family, caller, searchReason } = session.draft
  return (
    <ReasonedWay
      words={words}
      reason={searchReason}
      names={[...wordsOfName(`${given} ${family}`), ...namesOfCaller(caller)]}
      onDraft={(searchReason) => parts.store.dispatch({ type: 'drafted', contactId, draft: { searchReason } })}
      onOpen={(reason) => beginEmergencySearch(parts, contactId, reason)}
    />
  )
}

/** That what is done for this contact is done in an emergency, for as long as Connect has not confirmed the call. */
export function EmergencySearchLine({ session }: { readonly session: CallSession }) {
  const { emergencySearch: words } = useMessages()
  if (session.emergencySearch === null) return null
  return (
    <p className="fact warning">
      <Announce text={words.mark} />⚠ {words.mark}
    </p>
  )
}
