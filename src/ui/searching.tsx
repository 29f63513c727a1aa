import type { CallSession } from '../domain/call-session.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { useMomentsPassed } from './use-now.ts'

/** A quiet placeholder after 300 ms, a word after 1 s, another after 3 s; the search itself ends after 8 s. */
const moments = [300, 1_000, 3_000]

/** A search that is under way. Nothing is shown at first, because most answers come before anything would help. */
export function Searching({ session }: { readonly session: Extract<CallSession, { phase: 'identifying' }> }) {
  const { store } = usePanelParts()
  const words = useMessages()
  const passed = useMomentsPassed(moments)
  const { contactId } = session.contact
  const said = ['', words.searchingSoon, words.searching, words.stillSearching][passed] ?? ''

  return (
    <section className="card searching" aria-busy="true">
      {passed > 0 && (
        <>
          <div className="placeholder" />
          <div className="placeholder short" />
        </>
      )}
      <output className="fact">{passed > 1 ? said : ''}</output>
      {passed > 0 && (
        <button
          type="button"
          className="link"
          onClick={() => store.dispatch({ type: 'looked-at', contactId, view: 'form' })}
        >
          {words.searchByName}
        </button>
      )}
    </section>
  )
}
