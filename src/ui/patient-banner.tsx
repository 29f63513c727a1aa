import { useEffect, useRef } from 'react'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { openAgain, stopOpening, withdrawChart } from '../call/open-chart.ts'
import type { CallSession } from '../domain/call-session.ts'
import { countedContact } from '../domain/emergency-search.ts'
import { writeCallNote } from './call-note.ts'
import { AppointmentsCard } from './appointments.tsx'
import { isFramed } from './is-framed.ts'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { showOpening } from './show-identifiers.ts'
import { showOtherCaller } from './other-caller.tsx'
import { usePanelParts } from './panel-parts.ts'
import { showDate, showTime, todayOf } from './show-date.ts'
import { recordTailOf, showNameAsSaid, showNameInList } from './show-patient.ts'
import { showWarnings } from './show-warnings.ts'
import { useClipboard } from './use-clipboard.ts'
import { useKey } from './use-key.ts'

/** Whose chart this contact opened; it stays until the contact is cleared (R52). */
export function PatientBanner({ session }: { readonly session: Extract<CallSession, { phase: 'opened' }> }) {
  const parts = usePanelParts()
  const words = useMessages()
  const { copied, refused, copy } = useClipboard<'note' | 'record-number'>()
  const { patient, verification, openedAt, isBlocked, address } = session.opened
  const { contactId } = session.contact
  const note = writeCallNote({ session, agent: parts.agent, country: parts.policy.country }, words)
  const isEmergency = verification.emergencyReason !== null
  const recordNumber = patient.recordNumbers[0]?.value
  const warnings = showWarnings(patient, [patient], countedContact(session).ani, todayOf(parts.now()), words)

  const banner = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The field that held the focus is gone; without this a keyboard would start at the top of the page again.
    if (document.activeElement === document.body) banner.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className="stack" ref={banner} tabIndex={-1}>
      {isBlocked && <Notice kind="warning" {...(isFramed() ? words.framed.chart : words.blocked)} />}
      {isBlocked && !isFramed() && (
        <a href={address} target="_blank" rel="noreferrer noopener">
          {words.openLink}
        </a>
      )}
      <Alert type="success" header={showNameInList(patient, words.unnamed)}>
        <span className="fact">{factsOf()}</span>
        {isEmergency && (
          <div className="fact warning">⚠ {showOpening(showTime(openedAt, words.locale), verification, words)}</div>
        )}
        {warnings !== '' && <div className="fact warning">⚠ {warnings}</div>}
        {session.draft.caller !== null &&
          showOtherCaller(session.draft.caller, words).map((line) => (
            <div key={line} className="fact">
              {line}
            </div>
          ))}
      </Alert>
      <div className="two">
        <Button fullWidth onClick={() => openAgain(parts.openChart, contactId)}>
          {words.openAgain}
        </Button>
        <Button fullWidth onClick={() => void copy('note', note)}>
          {copied === 'note' ? words.copied : words.note.copy}
        </Button>
        {recordNumber !== undefined && (
          <Button fullWidth onClick={() => void copy('record-number', recordNumber)}>
            {copied === 'record-number' ? words.copied : words.copyRecordNumber}
          </Button>
        )}
      </div>
      {refused === 'record-number' && recordNumber !== undefined && <p role="alert">{words.notCopied(recordNumber)}</p>}
      {refused === 'note' && (
        <div role="alert">
          {words.note.notCopied}
          <pre className="note">{note}</pre>
        </div>
      )}
      <button type="button" className="link danger" onClick={() => void withdrawChart(parts.openChart, contactId)}>
        {words.wrongPatient}
      </button>
      <AppointmentsCard contactId={contactId} patient={patient.id} />
    </div>
  )

  function factsOf(): string {
    const birthDate = patient.birthDate === null ? null : words.bornLong(showDate(patient.birthDate, words.locale))
    const tail = recordTailOf(patient)
    const opening = showOpening(showTime(openedAt, words.locale), verification, words)
    const facts = [birthDate, tail === null ? null : words.recordTail(tail), isEmergency ? null : opening]
    return facts.filter((fact) => fact !== null).join(' · ')
  }
}

/** The moment between the press and the chart, while the decision is written: the agent may still think better of it. */
export function Opening({ session }: { readonly session: Extract<CallSession, { phase: 'opening' }> }) {
  const { openChart } = usePanelParts()
  const words = useMessages()
  const stop = () => stopOpening(openChart, session.contact.contactId)
  useKey('Escape', stop)
  return (
    <section className="card" aria-busy="true">
      <output>{words.opening(showNameAsSaid(session.patient, words.unnamed))}</output>
      <button type="button" className="link" onClick={stop}>
        {words.verification.doNotOpen}
      </button>
    </section>
  )
}
