import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { openChart } from '../call/open-chart.ts'
import { aniOfPatient } from '../domain/caller.ts'
import type { CallSession } from '../domain/call-session.ts'
import type { Said } from '../domain/match.ts'
import type { PatientId } from '../domain/patient.ts'
import { type Asked, checksOf, type Entered, isFoundBy, isNamedAsSaid } from '../domain/entered.ts'
import type { PatientSearchAnswer } from '../domain/patient-search.ts'
import { isOfManyFamilies } from '../domain/facility.ts'
import { rank } from '../domain/ranking.ts'
import { chooseByAnswers, tellApart, type ToldChoice } from '../domain/telling-answers.ts'
import { compareAll } from '../domain/verification.ts'
import { useTypedBirthDate } from './birth-date-field.tsx'
import { CandidateList } from './candidate-list.tsx'
import { CertainMatchFact } from './certain-match.tsx'
import { ChoiceNotice, NobodyAgrees } from './choice-notice.tsx'
import { Emergency } from './emergency.tsx'
import { IdentifierFields } from './identifier-fields.tsx'
import { Announce } from './live-region.tsx'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { CallingForSomeoneElse } from './other-caller.tsx'
import { usePanelParts } from './panel-parts.ts'
import { SearchByName } from './search-by-name.tsx'
import { showNeeded } from './show-identifiers.ts'
import { showNameAsSaid } from './show-patient.ts'
import { TellingQuestions } from './telling-questions.tsx'
import { useKey } from './use-key.ts'

interface Props {
  readonly session: Extract<CallSession, { phase: 'identifying' }>
  readonly answer: Extract<PatientSearchAnswer, { kind: 'found' }>
  readonly listId: string
}

const nobody: readonly PatientId[] = []

/** The candidates, what the typed birth date says of them, and the one button that opens a chart. */
export function Candidates({ session, answer, listId }: Props) {
  const { patients, someWithheld, confirmedEarlier = nobody } = answer
  const parts = usePanelParts()
  const words = useMessages()
  const typed = useTypedBirthDate(session.draft.birthDate)
  const said = saidIn(session, typed.kind === 'date' ? typed.date : null)
  const candidates = compareAll(patients, said, aniOfPatient(session.contact.ani, session.draft.caller))
  const entered = enteredIn(session, said.birthDate)
  const policy = parts.policy.verification
  const telling = tellApart(candidates, entered, session.draft.told, policy)
  const choice = chooseByAnswers(candidates, entered, session.picked, policy, telling)
  const agreeing = candidates.filter(({ comparison }) => comparison.birthDate === 'agrees')
  const { foundBy } = entered
  const isFoundByNumber = foundBy !== null && patients.every((patient) => isFoundBy(patient, foundBy))
  const isFoundByName = candidates.every(({ comparison }) => isNamedAsSaid(comparison))
  const isKnown = (identifier: Asked) => {
    if (identifier === 'name-letters') return isFoundByName
    return identifier !== 'town' && isFoundByNumber
  }
  const isDateRight = said.birthDate === null || agreeing.length > 0
  const [isAsked, setIsAsked] = useState(false)
  const isManyFamilies = session.question?.search.by === 'telephone' && isOfManyFamilies(patients)
  const inPart = candidates.filter(({ comparison }) => comparison.birthDate === 'unknown').length
  const title =
    said.birthDate === null
      ? titleOf(session, patients.length, words)
      : words.bornThatDay(agreeing.length, patients.length, inPart)

  const submit = () => {
    setIsAsked(choice.kind !== 'open')
    if (choice.kind !== 'open') return
    const verification = { identifiers: choice.verified, emergencyReason: null }
    void openChart(parts.openChart, session.contact.contactId, choice.patient, verification)
  }
  useKey('Enter', () => {
    const row = focusedRow(listId)
    if (row === null || row.checked) submit()
    else row.click()
  })
  useKey('Escape', () => {
    pick(null)
    focusBirthDate(listId)
  })
  return (
    <div className="stack">
      {choice.kind === 'nobody-agrees' && (
        <NobodyAgrees birthDate={said.birthDate} isDateRight={isDateRight} isDateInPart={inPart > 0} />
      )}
      <IdentifierFields session={session} isKnown={isKnown} onEnter={submit} />
      <TellingQuestions session={session} telling={telling} listId={listId} />
      <section className="card">
        <h2>{title}</h2>
        {isManyFamilies && <p className="fact warning">⚠ {words.manyFamilies}</p>}
        <CandidateList
          id={listId}
          ranked={rank(candidates, telling)}
          contact={session.contact}
          said={said}
          telling={telling}
          picked={session.picked}
          confirmedEarlier={confirmedEarlier}
          checks={(candidate) => checksOf(candidate, entered)}
          onPick={pick}
        />
        {someWithheld && <p className="fact">{words.someWithheld}</p>}
        <CertainMatchFact contactId={session.contact.contactId} patients={patients} />
      </section>
      <div className="act">
        <ChoiceNotice choice={choice} hasQuestion={telling.questions.length > 0} />
        {choice.kind === 'needs' && (isAsked || choice.patient !== null) && <p>{needed(choice)}</p>}
        {choice.kind === 'open' && (
          <p className="fact">{words.didTheySay(showNameAsSaid(choice.patient, words.unnamed))}</p>
        )}
        <Button variant={choice.kind === 'open' ? 'primary' : 'normal'} fullWidth onClick={submit}>
          {labelOf(choice, words)} <kbd aria-hidden="true">Enter</kbd>
        </Button>
      </div>
      <div className="links">
        <CallingForSomeoneElse session={session} />
        <SearchByName contactId={session.contact.contactId} />
      </div>
      <Emergency session={session} choice={choice} />
      <Announce text={announced()} />
      {isManyFamilies && <Announce text={words.manyFamilies} />}
      {someWithheld && <Announce text={words.someWithheld} />}
    </div>
  )

  function announced(): string {
    if (choice.kind === 'open') {
      const name = showNameAsSaid(choice.patient, words.unnamed)
      return choice.verified.includes('birth-date') ? words.agreesWith(name) : words.openChartOf(name)
    }
    if (choice.kind === 'needs-pick' && choice.why === 'site') return `${title}. ${words.verification.pickRow}`
    return choice.kind === 'needs' && (isAsked || choice.patient !== null) ? needed(choice) : title
  }

  /** The birth date alone is asked for with the question to ask; all else by its name. */
  function needed(choice: Extract<ToldChoice, { kind: 'needs' }>): string {
    const [first, ...others] = choice.needed.all
    const isDateAlone = first === 'birth-date' && others.length === 0 && choice.needed.some.least === 0
    return isDateAlone ? words.askNext['birth-date'] : showNeeded(choice.needed, words)
  }

  function pick(patient: string | null) {
    parts.store.dispatch({ type: 'picked', contactId: session.contact.contactId, patient })
  }
}

/** What was said counts only where it was asked: a name typed into the form and not yet searched says nothing here. */
function saidIn({ question }: Props['session'], birthDate: string | null): Said {
  const search = question?.search
  if (search?.by === 'record-number') return { birthDate, given: null, family: null, recordNumber: search.value }
  if (search?.by !== 'name-and-birth-date' && search?.by !== 'name-sex-and-telephone') {
    return { birthDate, given: null, family: null }
  }
  return { birthDate, given: search.given, family: search.family }
}

function enteredIn({ question, draft }: Props['session'], birthDate: string | null): Entered {
  const search = question?.search
  return { birthDate, answers: draft.answers, foundBy: search?.by === 'record-number' ? search : null }
}

function titleOf({ question }: Props['session'], all: number, words: Messages): string {
  return question?.search.by === 'telephone' ? words.shareNumber(all) : words.found(all)
}

function labelOf(choice: ToldChoice, words: Messages): string {
  if (choice.kind === 'open') return words.openChartOf(showNameAsSaid(choice.patient, words.unnamed))
  return choice.kind === 'needs-pick' ? words.chooseOne : words.openChart
}

/** The row the keyboard stands on. Enter chooses it before it opens anything: no other chart may open under the focus. */
function focusedRow(listId: string): HTMLInputElement | null {
  const focused = document.activeElement
  const isRow = focused instanceof HTMLInputElement && focused.type === 'radio' && focused.name === listId
  return isRow ? focused : null
}

/** One step back from the rows: to the field the arrow keys came from. */
function focusBirthDate(listId: string): void {
  const call = document.getElementById(listId)?.closest('main')
  call?.querySelector<HTMLInputElement>('input[inputmode=numeric]')?.focus()
}
