import type { CallSession } from '../domain/call-session.ts'
import { Announce } from './live-region.tsx'
import { useMessages } from './messages.ts'
import { CallingForSomeoneElse } from './other-caller.tsx'
import { SearchByName } from './search-by-name.tsx'
import { useMomentsPassed } from './use-now.ts'

/** A quiet placeholder after 300 ms, a word after 1 s, another after 3 s; the search itself ends after 8 s. */
const moments = [300, 1_000, 3_000]

interface Props {
  readonly session: Extract<CallSession, { phase: 'identifying' }>
  /** Connect has not said yet that the call is the agent's. */
  readonly isHeldUp: boolean
}

/** A search that is under way. Nothing is shown at first, because most answers come before anything would help. */
export function Searching({ session, isHeldUp }: Props) {
  const words = useMessages()
  const passed = useMomentsPassed(moments)
  const { contactId } = session.contact
  const said = isHeldUp ? words.waitingForConnect : (['', '', words.searching, words.stillSearching][passed] ?? '')

  return (
    <section className="card searching" aria-busy="true">
      {passed > 0 && (
        <>
          <div className="placeholder" />
          <div className="placeholder short" />
        </>
      )}
      <p className="fact">{said}</p>
      <Announce text={said} />
      {passed > 0 && (
        <div className="links">
          <CallingForSomeoneElse session={session} />
          <SearchByName contactId={contactId} />
        </div>
      )}
    </section>
  )
}
