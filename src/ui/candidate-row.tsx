import { ageOn } from '../domain/birth-date.ts'
import type { Contact } from '../domain/contact.ts'
import type { Check } from '../domain/entered.ts'
import { type Said, telephoneOf } from '../domain/match.ts'
import type { Patient } from '../domain/patient.ts'
import { isLegalSex } from '../domain/search-plan.ts'
import type { Told, Telling } from '../domain/telling-answers.ts'
import { type Candidate, unprovenOf } from '../domain/verification.ts'
import type { VerificationPolicy } from '../domain/verification-policy.ts'
import { AppointmentFact } from './appointments.tsx'
import { CertainMark } from './certain-match.tsx'
import { ConfirmedEarlierFact } from './earlier-agent.tsx'
import { LanguageBadge } from './language-badge.tsx'
import { MarkedName } from './marked-name.tsx'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { showAgreements } from './show-agreements.ts'
import { todayOf } from './show-date.ts'
import { recordTailOf, showTown } from './show-patient.ts'
import { showWarnings } from './show-warnings.ts'

interface Props {
  readonly name: string
  readonly candidate: Candidate
  /** How everything that was entered stands to this candidate. */
  readonly checks: readonly Check[]
  readonly contact: Contact
  readonly all: readonly Patient[]
  readonly said: Said
  readonly telling: Telling
  /** The town may be what tells these candidates apart: it is not shown before it was said. */
  readonly townIsWithheld: boolean
  /** By an agent who had this call before. */
  readonly isConfirmedEarlier: boolean
  readonly isPicked: boolean
  readonly onPick: () => void
}

/** One candidate: who it is, why it is here, and how it agrees, each with a word and a sign, not by colour alone. */
export function CandidateRow(props: Props) {
  const { name, candidate, checks, contact, all, said, telling, isPicked, onPick } = props
  const { patient, comparison } = candidate
  const words = useMessages()
  const { policy, now } = usePanelParts()
  const today = todayOf(now())
  const told = telling.told.get(patient.id) ?? {}
  const differs = [...Object.values(told), ...checks.map(({ agreement }) => agreement)].includes('differs')
  const agrees = !differs && checks.length > 0 && checks.every(({ agreement }) => agreement === 'agrees')
  const warnings = showWarnings(patient, all, contact.ani, today, words)
  const agreements = showAgreements(patient, comparison, told, checks, said, words)
  // A date that Epic knows in part speaks neither for nor against anybody.
  const isDateNotTheirs = said.birthDate !== null && comparison.birthDate !== 'unknown'
  const standing = agrees ? 'agrees' : differs || isDateNotTheirs ? 'differs' : 'open'

  return (
    <label className={`candidate ${standing}`}>
      <input type="radio" name={name} checked={isPicked} onChange={onPick} />
      <span className="sign" aria-hidden="true">
        {isPicked ? '●' : { agrees: '✓', differs: '–', open: '○' }[standing]}
      </span>
      <span className="who">
        <span className="title">
          <b>
            <MarkedName patient={patient} all={all} inQuestion={telling.remaining} />
          </b>
          <span className="fact use">{useOf(patient, contact, words)}</span>
        </span>
        <span className="fact">{factsOf(patient, sayable(props, told, policy.verification), today, words)}</span>
        <LanguageBadge patients={[patient]} />
        {props.isConfirmedEarlier && <ConfirmedEarlierFact />}
        <AppointmentFact contactId={contact.contactId} patient={patient.id} />
        <CertainMark contactId={contact.contactId} patient={patient.id} />
        {agreements.length > 0 && (
          <span className={`fact ${standing}`}>
            {agreements.map(({ text, isFor }, index) => (
              <span key={text} className={isFor ? '' : 'against'}>
                {index > 0 && ' · '}
                {text}
              </span>
            ))}
          </span>
        )}
        {warnings !== '' && <span className="fact warning">⚠ {warnings}</span>}
      </span>
    </label>
  )
}

/**
 * Which facts may stand in the row: what the site verifies by, and what may be asked to tell these apart, is not there to be
 * read out before the caller said it. Once the birth date leaves one alone, nothing more is asked.
 */
function sayable(
  { candidate, checks, telling, townIsWithheld }: Props,
  told: Told,
  policy: VerificationPolicy,
): Sayable {
  const hides = unprovenOf(checks, policy)
  const isAlone = candidate.comparison.birthDate === 'agrees' && telling.told.size === 1
  const isTailHidden = hides.includes('record-number') || hides.includes('record-number-tail')
  return {
    town: !hides.includes('town') && (!townIsWithheld || isAlone || told.town === 'agrees'),
    recordTail: !isTailHidden && (isAlone || told['record-number'] === 'agrees'),
  }
}

interface Sayable {
  readonly town: boolean
  readonly recordTail: boolean
}

function factsOf(patient: Patient, shown: Sayable, today: string, words: Messages): string {
  const sex = patient.legalSex !== null && isLegalSex(patient.legalSex) ? words.sexes[patient.legalSex] : null
  const tail = shown.recordTail ? recordTailOf(patient) : null
  const facts = [
    words.ageAndSex(ageOn(patient.birthDate, today), sex),
    shown.town ? showTown(patient) : null,
    tail === null ? null : words.recordTail(tail),
  ]
  return facts.filter((fact) => fact !== null && fact !== '').join(' · ')
}

function useOf(patient: Patient, { ani }: Contact, words: Messages): string {
  const telephone = telephoneOf(ani, patient.telephones)
  return telephone === null || telephone.isOld ? '' : words.numberUse[telephone.use]
}
