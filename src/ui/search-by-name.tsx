import type { ContactId } from '../domain/contact.ts'
import { asksNumberFirst } from '../domain/site-policy.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { turnForm } from './use-search-form.ts'

/** The way from any answer, or from none, to the search form of this contact, called by what it asks for first. */
export function SearchByName({ contactId }: { readonly contactId: ContactId }) {
  const { store, policy } = usePanelParts()
  const words = useMessages()
  const isByNumber = asksNumberFirst(policy)
  const lead = () => {
    turnForm(store, contactId, isByNumber)
    store.dispatch({ type: 'looked-at', contactId, view: 'form' })
  }
  return (
    <button type="button" className="link" onClick={lead}>
      {isByNumber ? words.searchByRecordNumber : words.searchByName}
    </button>
  )
}
