import type { ConnectState } from '../domain/ports.ts'
import { KeyListButton, type KeyListState } from './key-list.tsx'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { usePartyStates } from './use-party-states.ts'
import { useSessions } from './use-sessions.ts'

/**
 * The bottom line: how Connect, the broker and Epic stand, who is signed in, and whether all this is the sandbox. Signing out leaves
 * the page and the softphone with it, so it is not offered during a call.
 */
export function StatusLine({ connect, keys }: { readonly connect: ConnectState; readonly keys: KeyListState }) {
  const { agent, hasBroker, site, signIn } = usePanelParts()
  const { current } = useSessions()
  const words = useMessages()
  const { broker, epic } = usePartyStates()
  return (
    <footer className="status">
      <span>
        <Standing name={words.status.connect} isWell={connect === 'ready'} state={words.connectStates[connect]} />{' '}
        {hasBroker && (
          <Standing name={words.status.broker} isWell={broker !== 'failing'} state={words.partyStates[broker]} />
        )}{' '}
        <Standing name={words.status.epic} isWell={epic !== 'failing'} state={words.partyStates[epic]} />
      </span>
      <span>
        <span title={agent.fhirUser}>{agent.name}</span>
        {site.isSandbox && <b className="sandbox-badge">{words.sandbox}</b>}{' '}
        {current.size === 0 && (
          <button type="button" className="link" onClick={() => void signIn.out()}>
            {words.signOut}
          </button>
        )}
        <KeyListButton keys={keys} />
      </span>
    </footer>
  )
}

function Standing({
  name,
  state,
  isWell,
}: {
  readonly name: string
  readonly state: string
  readonly isWell: boolean
}) {
  return (
    <span className="standing" title={`${name}: ${state}`}>
      <span aria-hidden="true" className={isWell ? 'well' : 'ill'}>
        {isWell ? '●' : '▲'}
      </span>{' '}
      {name}
      <span className={isWell ? 'only-read-aloud' : ''}> {state}</span>
    </span>
  )
}
