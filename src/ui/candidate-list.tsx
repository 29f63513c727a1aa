import { type FocusEvent, useReducer, useRef } from 'react'
import { mayAskTown } from '../domain/ask-next.ts'
import type { Check } from '../domain/entered.ts'
import type { Contact } from '../domain/contact.ts'
import type { Said } from '../domain/match.ts'
import type { PatientId } from '../domain/patient.ts'
import { inHeldOrder } from '../domain/ranking.ts'
import type { Telling } from '../domain/telling-answers.ts'
import type { Candidate } from '../domain/verification.ts'
import { CandidateRow } from './candidate-row.tsx'
import { useMessages } from './messages.ts'

interface Props {
  readonly id: string
  /** In the order in which they agree. */
  readonly ranked: readonly Candidate[]
  readonly contact: Contact
  readonly said: Said
  readonly telling: Telling
  readonly picked: PatientId | null
  /** Those whom an agent confirmed who had this call before. */
  readonly confirmedEarlier: readonly PatientId[]
  /** How everything that was entered stands to a candidate. */
  readonly checks: (candidate: Candidate) => readonly Check[]
  readonly onPick: (patient: PatientId) => void
}

/**
 * The candidates as a radio group: arrow keys move, nothing is chosen for the agent (R48).
 *
 * Those who agree stand first. From the moment the focus or a finger is in the list until it leaves, the rows keep their
 * places, whatever is typed or answered meanwhile: the row that is meant never moves away.
 */
export function CandidateList(props: Props) {
  const { id, ranked, contact, said, telling, picked, confirmedEarlier, checks, onPick } = props
  const words = useMessages()
  // Not a state: React takes the radio buttons out of their group for a moment when it draws them anew, and were they drawn
  // for the focus that has just come, the next Tab would stop at a second row.
  const held = useRef<readonly PatientId[] | null>(null)
  const [, drawAnew] = useReducer((count: number) => count + 1, 0)
  // oxlint-disable-next-line react/refs -- what is held changes what is drawn next, and must itself draw nothing
  const shown = held.current === null ? ranked : inHeldOrder(ranked, held.current)
  const all = ranked.map(({ patient }) => patient)
  const townIsWithheld = mayAskTown(all)

  const hold = () => {
    held.current ??= shown.map(({ patient }) => patient.id)
  }
  const letGo = () => {
    if (held.current === null) return
    held.current = null
    drawAnew()
  }
  const letGoOutside = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (!currentTarget.contains(relatedTarget)) letGo()
  }
  return (
    <div
      id={id}
      role="radiogroup"
      aria-label={words.found(ranked.length)}
      className="candidates"
      onFocus={hold}
      onBlur={letGoOutside}
      onPointerDown={hold}
      onPointerLeave={(event) => {
        if (!event.currentTarget.contains(document.activeElement)) letGo()
      }}
    >
      {shown.map((candidate) => (
        <CandidateRow
          key={candidate.patient.id}
          name={id}
          candidate={candidate}
          checks={checks(candidate)}
          contact={contact}
          all={all}
          said={said}
          telling={telling}
          townIsWithheld={townIsWithheld}
          isConfirmedEarlier={confirmedEarlier.includes(candidate.patient.id)}
          isPicked={candidate.patient.id === picked}
          onPick={() => onPick(candidate.patient.id)}
        />
      ))}
    </div>
  )
}
