import type { CallSession } from '../domain/call-session.ts'
import { type IntegrationErrorCode, isIntegrationError } from '../domain/errors.ts'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { CallingForSomeoneElse } from './other-caller.tsx'
import { usePanelParts } from './panel-parts.ts'
import { SearchByName } from './search-by-name.tsx'

interface Props {
  readonly code: IntegrationErrorCode | Error
  /** The session whose search failed; absent where another act of the agent did. */
  readonly session?: Extract<CallSession, { phase: 'identifying' }>
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
export function FailureNotice({ code: failure, session }: Props) {
  const { store, signIn } = usePanelParts()
  const words = useMessages()
  if (failure instanceof Error && !isIntegrationError(failure)) throw failure

  const code = failure instanceof Error ? failure.code : failure
  const afterMs = failure instanceof Error ? failure.retryAfterMs : null
  const sentence = { ...words.failures[code], afterMs }
  if (code === 'agent-not-signed-in') {
    return (
      <Notice kind="error" {...sentence} code={code} action={{ label: words.signIn, run: () => void signIn.again() }} />
    )
  }
  if (session === undefined) return <Notice kind="error" {...sentence} code={code} />

  const { contactId } = session.contact
  const tryAgain = { label: words.tryAgain, run: () => store.dispatch({ type: 'asked-again', contactId } as const) }
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
    </>
  )
}
