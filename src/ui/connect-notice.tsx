import { useState } from 'react'
import type { ConnectState } from '../domain/ports.ts'
import { isFramed } from './is-framed.ts'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { usePanelParts } from './panel-parts.ts'

/** What stands in place of calls while the softphone is not ready: one sentence and, where the agent can act, one button. */
export function ConnectNotice({ state }: { readonly state: Exclude<ConnectState, 'ready'> }) {
  const { softphone } = usePanelParts()
  const words = useMessages()
  const [isBlocked, setBlocked] = useState(false)
  const signedOut = isFramed() ? words.framed.logIn : isBlocked ? words.logInBlocked : words.signedOut
  const sentences = {
    connecting: words.connecting,
    'signed-out': signedOut,
    refused: words.refused,
    lost: { ...words.lost, body: `${words.lost.body} ${words.contact.soundMayBreak}` },
  }
  const openLogIn = () => {
    setBlocked(false)
    softphone.openLogIn(() => setBlocked(true))
  }
  const logIn = { label: words.contact.logIn, run: openLogIn }
  const reload = { label: words.contact.reloadSoftphone, run: () => softphone.reload() }
  const actions = { 'signed-out': logIn, refused: reload, lost: reload }
  return (
    <main aria-label={words.panel} tabIndex={-1}>
      {state === 'connecting' ? (
        <Notice kind="info" {...sentences[state]} />
      ) : (
        <Notice kind="warning" {...sentences[state]} action={actions[state]} />
      )}
    </main>
  )
}
