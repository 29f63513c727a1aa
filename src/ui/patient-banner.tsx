import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { openAgain, withdrawChart } from '../call/open-chart.ts'
import type { CallSession } from '../domain/call-session.ts'
import type { Patient } from '../domain/patient.ts'
import { warningsOf } from '../domain/warnings.ts'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { usePanelParts } from './panel-parts.ts'
import { showDate, showTime, todayOf } from './show-date.ts'
import { recordTailOf, showNameAsSaid, showNameInList } from './show-patient.ts'

/** Whose chart this contact opened; it stays until the contact is cleared (R52). */
export function PatientBanner({ session }: { readonly session: Extract<CallSession, { phase: 'opened' }> }) {
  const parts = usePanelParts()
  const words = useMessages()
  const [copying, setCopying] = useState<'not-yet' | 'copied' | 'refused'>('not-yet')
  const { patient, openedAt, isBlocked, address } = session.opened
  const { contactId } = session.contact
  const recordNumber = patient.recordNumbers[0]?.value
  const warnings = warningsOf(patient, [patient], session.contact.ani, todayOf(parts.now()))

  return (
    <div className="stack">
      {isBlocked && <Notice kind="warning" {...words.blocked} />}
      {isBlocked && (
        <a href={address} target="_blank" rel="noreferrer noopener">
          {words.openLink}
        </a>
      )}
      <Alert type="success" header={showNameInList(patient, words.unnamed)}>
        <span className="fact">{factsOf()}</span>
        {warnings.length > 0 && (
          <div className="fact warning">⚠ {warnings.map((warning) => words.warnings[warning]).join(' · ')}</div>
        )}
      </Alert>
      <div className="two">
        <Button fullWidth onClick={() => openAgain(parts.openChart, contactId)}>
          {words.openAgain}
        </Button>
        {recordNumber !== undefined && (
          <Button fullWidth onClick={() => void copy(recordNumber)}>
            {copying === 'copied' ? words.copied : words.copyRecordNumber}
          </Button>
        )}
      </div>
      {copying === 'refused' && recordNumber !== undefined && <p role="alert">{words.notCopied(recordNumber)}</p>}
      <button type="button" className="link danger" onClick={() => void withdrawChart(parts.openChart, contactId)}>
        {words.wrongPatient}
      </button>
    </div>
  )

  function factsOf(): string {
    const birthDate = patient.birthDate === null ? null : words.bornLong(showDate(patient.birthDate, words.locale))
    const tail = recordTailOf(patient)
    const facts = [
      birthDate,
      tail === null ? null : words.recordTail(tail),
      words.opened(showTime(openedAt, words.locale)),
    ]
    return facts.filter((fact) => fact !== null).join(' · ')
  }

  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text)
      setCopying('copied')
    } catch {
      setCopying('refused')
    }
  }
}

/** The moment between the press and the chart, while the decision is written. */
export function Opening({ patient }: { readonly patient: Patient }) {
  const words = useMessages()
  return (
    <section className="card" aria-busy="true">
      <output>{words.opening(showNameAsSaid(patient, words.unnamed))}</output>
    </section>
  )
}
