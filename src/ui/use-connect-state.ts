import { useEffect, useState } from 'react'
import type { Agent, ConnectState } from '../domain/ports.ts'
import { usePanelParts } from './panel-parts.ts'

/** How the softphone stands, and whose it is as soon as that is known. */
export function useConnectState(): { readonly state: ConnectState; readonly agent: Agent | null } {
  const { softphone } = usePanelParts()
  const [standing, setStanding] = useState<{ state: ConnectState; agent: Agent | null }>({
    state: 'connecting',
    agent: null,
  })
  useEffect(() => softphone.onState((state, agent) => setStanding({ state, agent })), [softphone])
  return standing
}
