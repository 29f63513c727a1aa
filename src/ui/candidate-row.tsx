import { ageOn } from '../domain/birth-date.ts'
import type { Contact } from '../domain/contact.ts'
import { type Agreement, telephoneOf } from '../domain/match.ts'
import { mainName, type Patient } from '../domain/patient.ts'
import { foldName } from '../domain/person-name.ts'
import { isLegalSex } from '../domain/search-plan.ts'
import type { Candidate } from '../domain/verification.ts'
import type { Identifier } from '../domain/verification-policy.ts'
import { AppointmentFact } from './appointments.tsx'
import { CertainMark } from './certain-match.tsx'
import { ConfirmedEarlierFact } from './earlier-agent.tsx'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { todayOf } from './show-date.ts'
import { recordTailOf, showNameInList, showTown } from './show-patient.ts'
import { showWarnings } from './show-warnings.ts'

interface Props {
  readonly name: string
  readonly candidate: Candidate
  readonly contact: Contact
  readonly all: readonly Patient[]
  readonly agreeing: readonly Patient[]
  readonly hasDate: boolean
  /** Identifiers that the site verifies by and that are not entered yet. */
  readonly hides: readonly Identifier[]
  readonly isPicked: boolean
  readonly onPick: () => void
}

/** One candidate: who it is, why it is here, and how it agrees, each with a word and a sign, not by colour alone. */
export function CandidateRow({ name, candidate, contact, all, agreeing, hasDate, hides, isPicked, onPick }: Props) {
  const { patient, comparison } = candidate
  const words = useMessages()
  const today = todayOf(usePanelParts().now())
  const agrees = comparison.birthDate === 'agrees'
  const warnings = showWarnings(patient, all, contact.ani, today, words)
  const standing = agrees ? 'agrees' : hasDate ? 'differs' : 'open'

  return (
    <label className={`candidate ${standing}`}>
      <input type="radio" name={name} checked={isPicked} onChange={onPick} />
      <span className="sign" aria-hidden="true">
        {isPicked ? '●' : { agrees: '✓', differs: '–', open: '○' }[standing]}
      </span>
      <span className="who">
        <span className="title">
          <b>
            {agrees && agreeing.length > 1 ? (
              <Marked patient={patient} agreeing={agreeing} />
            ) : (
              showNameInList(patient, words.unnamed)
            )}
          </b>
          <span className="fact use">{useOf(patient, contact, words)}</span>
        </span>
        <span className="fact">{factsOf(candidate, hides, today, words)}</span>
        <ConfirmedEarlierFact contactId={contact.contactId} patient={patient.id} />
        <AppointmentFact contactId={contact.contactId} patient={patient.id} />
        <CertainMark contactId={contact.contactId} patient={patient.id} />
        {hasDate && <span className={`fact ${standing}`}>{agreementsOf(candidate, words)}</span>}
        {warnings !== '' && <span className="fact warning">⚠ {warnings}</span>}
      </span>
    </label>
  )
}

/** The name with the given name marked where it tells those born on one day apart. */
function Marked({ patient, agreeing }: { readonly patient: Patient; readonly agreeing: readonly Patient[] }) {
  const words = useMessages()
  const name = mainName(patient)
  const given = name?.given.join(' ') ?? ''
  const isTelling = agreeing.every(
    (other) => other === patient || foldName(mainName(other)?.given.join(' ') ?? '') !== foldName(given),
  )
  const shown = showNameInList(patient, words.unnamed)
  const at = shown.indexOf(given)
  if (given === '' || !isTelling || at < 0) return shown
  return (
    <>
      {shown.slice(0, at)}
      <mark>{given}</mark>
      {shown.slice(at + given.length)}
    </>
  )
}

/** The record number's last digits come with the birth date: before it, they would be something to read out. */
function factsOf(
  { patient, comparison }: Candidate,
  hides: readonly Identifier[],
  today: string,
  words: Messages,
): string {
  const sex = patient.legalSex !== null && isLegalSex(patient.legalSex) ? words.sexes[patient.legalSex] : null
  const isTailHidden = hides.includes('record-number') || hides.includes('record-number-tail')
  const tail = comparison.birthDate === 'agrees' && !isTailHidden ? recordTailOf(patient) : null
  const facts = [
    words.ageAndSex(ageOn(patient.birthDate, today), sex),
    hides.includes('town') ? null : showTown(patient),
    tail === null ? null : words.recordTail(tail),
  ]
  return facts.filter((fact) => fact !== null && fact !== '').join(' · ')
}

/** That a patient has the calling number is said by its use, beside the name; here stands only that one does not. */
function agreementsOf({ comparison }: Candidate, words: Messages): string {
  const fields = ['birthDate', 'family', 'given', 'telephone'] as const
  const shown: Record<Agreement, (field: (typeof fields)[number]) => string | null> = {
    agrees: (field) => (field === 'telephone' ? null : `✓ ${words.agrees[field]}`),
    differs: (field) => `✕ ${words.differs[field]}`,
    unknown: (field) => (field === 'birthDate' ? `? ${words.birthDateUnknown}` : null),
  }
  return fields
    .map((field) => shown[comparison[field]](field))
    .filter((text) => text !== null)
    .join(' · ')
}

function useOf(patient: Patient, { ani }: Contact, words: Messages): string {
  const telephone = telephoneOf(ani, patient.telephones)
  return telephone === null || telephone.isOld ? '' : words.numberUse[telephone.use]
}
