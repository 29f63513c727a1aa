import Button from '@cloudscape-design/components/button'
import type { InputProps } from '@cloudscape-design/components/input'
import { useEffect, useRef } from 'react'
import { openChart } from '../call/open-chart.ts'
import type { CallSession } from '../domain/call-session.ts'
import type { OtherCaller } from '../domain/caller.ts'
import { namesOf, readReason } from '../domain/emergency.ts'
import type { Patient } from '../domain/patient.ts'
import type { ToldChoice } from '../domain/telling-answers.ts'
import type { Identifier } from '../domain/verification-policy.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { showNameAsSaid } from './show-patient.ts'
import { TextField } from './text-field.tsx'

interface Props {
  readonly session: Extract<CallSession, { phase: 'identifying' }>
  readonly choice: ToldChoice
}

/**
 * The way to a chart by less than the site asks for, where the site allows it: for a row that was picked, behind a button,
 * a typed reason and another button. Nothing that was entered may differ, and no Enter leads here by itself.
 */
export function Emergency({ session, choice }: Props) {
  const { policy } = usePanelParts()
  if (policy.emergency === 'refused' || session.picked === null) return null
  if ((choice.kind !== 'needs' && choice.kind !== 'not-known') || choice.patient === null) return null
  return <Way key={choice.patient.id} session={session} patient={choice.patient} agreed={choice.agreed} />
}

interface WayProps {
  readonly session: Props['session']
  readonly patient: Patient
  readonly agreed: readonly Identifier[]
}

function Way({ session, patient, agreed }: WayProps) {
  const parts = usePanelParts()
  const {
    unnamed,
    verification: { emergency: words },
  } = useMessages()
  const { contactId } = session.contact
  const { emergency } = session.draft
  const isBegun = emergency?.patient === patient.id
  const text = isBegun ? emergency.reason : ''
  const draft = (reason: string | null) => {
    const begun = reason === null ? null : { patient: patient.id, reason }
    parts.store.dispatch({ type: 'drafted', contactId, draft: { emergency: begun } })
  }
  const field = useRef<InputProps.Ref>(null)
  // One that was begun before the agent turned to another contact takes no focus when it is shown again.
  const wasBegun = useRef(isBegun)
  useEffect(() => {
    if (isBegun && !wasBegun.current) field.current?.focus()
    wasBegun.current = isBegun
  }, [isBegun])
  if (!isBegun) {
    return (
      <button type="button" className="link danger" onClick={() => draft('')}>
        {words.begin}
      </button>
    )
  }

  const name = showNameAsSaid(patient, unnamed)
  const typed = readReason(text, [...namesOf(patient), ...namesOfCaller(session.draft.caller)])
  const open = () => {
    if (typed.kind !== 'reason') return
    void openChart(parts.openChart, contactId, patient, {
      identifiers: agreed,
      emergencyReason: typed.reason,
    })
  }
  return (
    <section
      className="card stack-tight"
      data-keeps-keys
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The step back from here is out of the emergency, with the row still picked.
        event.stopPropagation()
        draft(null)
      }}
    >
      <h2>{words.title(name)}</h2>
      <p className="fact warning">{words.warning}</p>
      <TextField
        ref={field}
        label={words.reason}
        value={text}
        error={typed.kind === 'unfit' ? words.unfit[typed.why] : undefined}
        onEnter={() => undefined}
        onType={draft}
      />
      <Button fullWidth disabled={typed.kind !== 'reason'} onClick={open}>
        {words.open(name)}
      </Button>
      <button type="button" className="link" onClick={() => draft(null)}>
        {words.cancel}
      </button>
    </section>
  )
}

function namesOfCaller(caller: OtherCaller | null): readonly string[] {
  return caller === null ? [] : caller.name.split(/[\s-]+/)
}
