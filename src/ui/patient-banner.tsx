import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { openAgain, stopOpening, withdrawChart } from '../call/open-chart.ts'
import type { CallSession } from '../domain/call-session.ts'
import { countedContact } from '../domain/emergency-search.ts'
import { writeCallNote } from './call-note.ts'
import { AppointmentsCard } from './appointments.tsx'
import { isFramed } from './is-framed.ts'
import { Announce } from './live-region.tsx'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { showOpening } from './show-identifiers.ts'
import { CallingForSomeoneElse, OtherCallerCard, showOtherCaller } from './other-caller.tsx'
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
  const opening = showOpening(showTime(openedAt, words.locale), verification, words)
  const isEmergency = verification.emergencyReason !== null
  const recordNumber = patient.recordNumbers[0]?.value
  const warnings = showWarnings(patient, [patient], countedContact(session).ani, todayOf(parts.now()), words)

  return (
    <div className="stack">
      {session.lateFailure !== null && (
        <Notice kind="error" {...words.failures[session.lateFailure]} code={session.lateFailure} />
      )}
      {isBlocked && <Notice kind="warning" {...(isFramed() ? words.framed.chart : words.blocked)} />}
      {isBlocked && !isFramed() && (
        <a href={address} target="_blank" rel="noreferrer noopener">
          {words.openLink}
        </a>
      )}
      <Alert type="success" header={showNameInList(patient, words.unnamed)}>
        <div className="fact">{factsOf()}</div>
        {isEmergency && <div className="fact warning">⚠ {opening}</div>}
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
      {refused === 'record-number' && recordNumber !== undefined && <p>{words.notCopied(recordNumber)}</p>}
      {refused === 'note' && (
        <div>
          {words.note.notCopied}
          <pre className="note">{note}</pre>
        </div>
      )}
      <div className="links">
        <button type="button" className="link danger" onClick={() => void withdrawChart(parts.openChart, contactId)}>
          {words.wrongPatient}
        </button>
        <CallingForSomeoneElse session={session} />
      </div>
      <OtherCallerCard session={session} />
      <Announce text={announced()} />
      <AppointmentsCard contactId={contactId} patient={patient.id} />
    </div>
  )

  function announced(): string {
    if (refused === 'record-number' && recordNumber !== undefined) return words.notCopied(recordNumber)
    if (refused === 'note') return words.note.notCopied
    if (copied !== null) return words.copied
    return opening
  }

  function factsOf(): string {
    const birthDate = patient.birthDate === null ? null : words.bornLong(showDate(patient.birthDate, words.locale))
    const tail = recordTailOf(patient)
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
  const opening = words.opening(showNameAsSaid(session.patient, words.unnamed))
  return (
    <section className="card" aria-busy="true">
      <p>{opening}</p>
      <Announce text={opening} />
      <button type="button" className="link" onClick={stop}>
        {words.verification.doNotOpen}
      </button>
    </section>
  )
}
