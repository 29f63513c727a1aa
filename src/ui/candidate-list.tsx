import type { Contact } from '../domain/contact.ts'
import type { PatientId } from '../domain/patient.ts'
import type { Candidate } from '../domain/verification.ts'
import type { Identifier } from '../domain/verification-policy.ts'
import { CandidateRow } from './candidate-row.tsx'
import { useMessages } from './messages.ts'

interface Props {
  readonly id: string
  readonly candidates: readonly Candidate[]
  readonly contact: Contact
  /** Whether a whole birth date is typed, so that rows agree or differ. */
  readonly hasDate: boolean
  readonly picked: PatientId | null
  /** Which identifiers of a candidate may not be shown yet. */
  readonly hides: (candidate: Candidate) => readonly Identifier[]
  readonly onPick: (patient: PatientId) => void
}

/**
 * The candidates as a radio group: arrow keys move, nothing is chosen for the agent (R48). Those who agree with the
 * typed date stand first; the order changes with the typed date alone, never under an agent who is choosing.
 */
export function CandidateList({ id, candidates, contact, hasDate, picked, hides, onPick }: Props) {
  const words = useMessages()
  const agreeing = candidates.filter(({ comparison }) => comparison.birthDate === 'agrees')
  const others = candidates.filter(({ comparison }) => comparison.birthDate !== 'agrees')
  const all = candidates.map(({ patient }) => patient)

  return (
    <div id={id} role="radiogroup" aria-label={words.found(candidates.length)} className="candidates">
      {[...agreeing, ...others].map((candidate) => (
        <CandidateRow
          key={candidate.patient.id}
          name={id}
          candidate={candidate}
          contact={contact}
          all={all}
          agreeing={agreeing.map(({ patient }) => patient)}
          hasDate={hasDate}
          hides={hides(candidate)}
          isPicked={candidate.patient.id === picked}
          onPick={() => onPick(candidate.patient.id)}
        />
      ))}
    </div>
  )
}
