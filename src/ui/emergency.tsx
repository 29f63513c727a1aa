import { openChart } from '../call/open-chart.ts'
import type { CallSession } from '../domain/call-session.ts'
import { namesOfCaller } from '../domain/caller.ts'
import { namesOf } from '../domain/emergency.ts'
import type { Patient } from '../domain/patient.ts'
import type { ToldChoice } from '../domain/telling-answers.ts'
import type { Identifier } from '../domain/verification-policy.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { ReasonedWay } from './reasoned-way.tsx'
import { showNameAsSaid } from './show-patient.ts'

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
  // One guard may give way, not both: here Connect has not confirmed whose call it is.
  if (session.emergencySearch !== null) return null
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
  const name = showNameAsSaid(patient, unnamed)
  return (
    <ReasonedWay
      words={{ ...words, title: words.title(name), open: words.open(name) }}
      reason={emergency?.patient === patient.id ? emergency.reason : null}
      names={[...namesOf(patient), ...namesOfCaller(session.draft.caller)]}
      onDraft={(reason) => {
        const begun = reason === null ? null : { patient: patient.id, reason }
        parts.store.dispatch({ type: 'drafted', contactId, draft: { emergency: begun } })
      }}
      onOpen={(emergencyReason) =>
        void openChart(parts.openChart, contactId, patient, { identifiers: agreed, emergencyReason })
      }
    />
  )
}
