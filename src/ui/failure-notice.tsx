import type { CallSession } from '../domain/call-session.ts'
import { type IntegrationErrorCode, isIntegrationError } from '../domain/errors.ts'
import { EmergencySearchWay } from './emergency-search.tsx'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { CallingForSomeoneElse } from './other-caller.tsx'
import { usePanelParts } from './panel-parts.ts'
import { SearchByName } from './search-by-name.tsx'
import { SignInAgain } from './sign-in-again.tsx'

interface Props {
  readonly code: IntegrationErrorCode | Error
  readonly session: Extract<CallSession, { phase: 'identifying' }>
  /** What failed: the search, which can be tried again from here, or another act of the agent, who repeats it. */
  readonly act: 'search' | 'other'
}

/** Codes after which the same search can never do better. */
const final: readonly IntegrationErrorCode[] = [
  'launch-over',
  'epic-refused',
  'epic-restricted',
  'broker-refused',
  'budget-spent',
  'search-not-allowed',
]

/** A failure with its one sentence and its next step. A fault of our own is thrown on, to the boundary of the panel. */
export function FailureNotice({ code: failure, session, act }: Props) {
  const { store } = usePanelParts()
  const words = useMessages()
  if (failure instanceof Error && !isIntegrationError(failure)) throw failure

  const code = failure instanceof Error ? failure.code : failure
  const afterMs = failure instanceof Error ? failure.retryAfterMs : null
  const sentence = { ...words.failures[code], afterMs }
  const { contactId } = session.contact
  const searchAgain = () => store.dispatch({ type: 'asked-again', contactId })
  if (code === 'agent-not-signed-in') {
    // What was picked stands; with the failure gone, Enter opens as before.
    const goOn = () => store.dispatch({ type: 'picked', contactId, patient: session.picked })
    return <SignInAgain onSignedIn={act === 'search' ? searchAgain : goOn} />
  }
  if (act === 'other') return <Notice kind="error" {...sentence} code={code} />

  const tryAgain = { label: words.tryAgain, run: searchAgain }
  return (
    <>
      {final.includes(code) ? (
        <Notice kind="error" {...sentence} code={code} />
      ) : (
        <Notice kind="error" {...sentence} code={code} action={tryAgain} />
      )}
      <div className="links">
        <CallingForSomeoneElse session={session} />
        <SearchByName contactId={contactId} />
      </div>
      {code === 'connect-unreachable' && <EmergencySearchWay session={session} />}
    </>
  )
}
