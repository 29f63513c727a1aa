import type { ContactId } from '../domain/contact.ts'
import { asksNumberFirst } from '../domain/site-policy.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'

/** The way from any answer, or from none, to the search form of this contact, called by what it asks for first. */
export function SearchByName({ contactId }: { readonly contactId: ContactId }) {
  const { store, policy } = usePanelParts()
  const words = useMessages()
  return (
    <button
      type="button"
      className="link"
      onClick={() => store.dispatch({ type: 'looked-at', contactId, view: 'form' })}
    >
      {asksNumberFirst(policy) ? words.searchByRecordNumber : words.searchByName}
    </button>
  )
}
