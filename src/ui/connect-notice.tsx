import { useState } from 'react'
import type { ConnectState } from '../domain/ports.ts'
import { isFramed } from './is-framed.ts'
import { useMessages } from './messages.ts'
import { Notice, type NoticeProps } from './notice.tsx'
import { usePanelParts } from './panel-parts.ts'

type NotReady = Exclude<ConnectState, 'ready'>

/**
 * What stands in place of calls while the softphone is not ready: one sentence and, where the agent can act, one button; two
 * where only the agent knows which of them helps.
 */
export function ConnectNotice({ state }: { readonly state: NotReady }) {
  const words = useMessages()
  const notice = useNotice(state)
  return (
    <main aria-label={words.panel} tabIndex={-1}>
      <Notice kind={state === 'connecting' ? 'info' : 'warning'} {...notice} />
    </main>
  )
}

function useNotice(state: NotReady): Omit<NoticeProps, 'kind'> {
  const { softphone } = usePanelParts()
  const words = useMessages()
  const [isBlocked, setBlocked] = useState(false)
  const openLogIn = () => {
    setBlocked(false)
    softphone.openLogIn(() => setBlocked(true))
  }
  const logIn = { label: words.contact.logIn, run: openLogIn }
  const reload = { label: words.contact.reloadSoftphone, run: () => softphone.reload() }
  const withSound = (body: string) => `${body} ${words.contact.soundMayBreak}`

  const signedOut = isFramed() ? words.framed.logIn : isBlocked ? words.logInBlocked : words.signedOut
  const unheard = { ...words.unheard, body: withSound(words.unheard.body) }
  const notices: Record<NotReady, Omit<NoticeProps, 'kind'>> = {
    connecting: words.connecting,
    'signed-out': { ...signedOut, action: logIn },
    refused: { ...words.refused, action: reload },
    lost: { ...words.lost, body: withSound(words.lost.body), action: reload },
    unheard: isFramed()
      ? { ...words.unheard, body: words.framed.logIn.body, action: reload }
      : { ...(isBlocked ? words.logInBlocked : unheard), action: logIn, otherAction: reload },
  }
  return notices[state]
}
