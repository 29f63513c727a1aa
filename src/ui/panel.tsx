import { useEffect, useMemo } from 'react'
import type { CallSession } from '../domain/call-session.ts'
import { countedContact } from '../domain/emergency-search.ts'
import { isOfSomebodyElse } from '../domain/softphone-owner.ts'
import { CallHeader } from './call-header.tsx'
import { ConnectNotice } from './connect-notice.tsx'
import { ContactTabs } from './contact-tabs.tsx'
import { EarlierAgent } from './earlier-agent.tsx'
import { EmergencySearchLine } from './emergency-search.tsx'
import { Identifying } from './identifying.tsx'
import { KeyList, useKeyList } from './key-list.tsx'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { Opening, PatientBanner } from './patient-banner.tsx'
import { PanelPartsContext, usePanelParts } from './panel-parts.ts'
import { AnnounceRinging, Ringing } from './ringing.tsx'
import { StatusLine } from './status-line.tsx'
import { useConnectState } from './use-connect-state.ts'
import { useSessions } from './use-sessions.ts'

/** All that the agent sees beside the softphone. */
export function Panel() {
  const { agent, softphone } = usePanelParts()
  const connect = useConnectState()
  const { current, selected } = useSessions()
  const words = useMessages()
  const keys = useKeyList()
  const session = selected === null ? undefined : current.get(selected)
  useEffect(() => {
    const tell = () => softphone.showActivity()
    const signs = ['keydown', 'pointerdown'] as const
    for (const sign of signs) window.addEventListener(sign, tell)
    return () => signs.forEach((sign) => window.removeEventListener(sign, tell))
  }, [softphone])

  return (
    <>
      {isOfSomebodyElse(connect.agent, agent) ? (
        <main aria-label={words.panel} tabIndex={-1}>
          <Notice kind="error" {...words.failures['connect-agent-mismatch']} code="connect-agent-mismatch" />
        </main>
      ) : connect.state !== 'ready' ? (
        <ConnectNotice key={connect.state} state={connect.state} />
      ) : (
        <>
          <AnnounceRinging sessions={current} />
          <ContactTabs />
          {session === undefined ? <NoCall /> : <SessionView key={session.contact.contactId} session={session} />}
        </>
      )}
      <KeyList keys={keys} />
      <StatusLine connect={connect.state} keys={keys} />
    </>
  )
}

function SessionView({ session }: { readonly session: CallSession }) {
  const words = useMessages()
  const parts = usePanelParts()
  const { contact, emergencySearch } = session
  const isEmergency = emergencySearch !== null
  // What the broker gives no emergency is not waited for either.
  const partsHere = useMemo(
    () => (isEmergency ? { ...parts, appointments: null, certainMatch: null } : parts),
    [parts, isEmergency],
  )
  const counted = useMemo(() => countedContact({ contact, emergencySearch }), [contact, emergencySearch])
  return (
    <PanelPartsContext value={partsHere}>
      <main className="stack" aria-label={words.panel} tabIndex={-1}>
        <CallHeader session={session} />
        <EmergencySearchLine session={session} />
        <EarlierAgent session={session} />
        {session.phase === 'ringing' && <Ringing session={session} />}
        {session.phase === 'identifying' && <Identifying session={{ ...session, contact: counted }} />}
        {session.phase === 'opening' && <Opening session={session} />}
        {session.phase === 'opened' && <PatientBanner session={session} />}
      </main>
    </PanelPartsContext>
  )
}

function NoCall() {
  const words = useMessages()
  return (
    <main className="card quiet" aria-label={words.panel} tabIndex={-1}>
      <h2>{words.noCall.title}</h2>
      <p className="fact">{words.noCall.body}</p>
    </main>
  )
}
