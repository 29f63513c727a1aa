import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { openChart } from '../call/open-chart.ts'
import { isSwappable } from '../domain/birth-date.ts'
import type { CallSession } from '../domain/call-session.ts'
import type { Said } from '../domain/match.ts'
import type { Patient } from '../domain/patient.ts'
import { rank } from '../domain/ranking.ts'
import { chooseByAnswers, tellApart } from '../domain/telling-answers.ts'
import { chooseToOpen, compareAll } from '../domain/verification.ts'
import { useTypedBirthDate } from './birth-date-field.tsx'
import { CandidateList } from './candidate-list.tsx'
import { Announce } from './live-region.tsx'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { CallingForSomeoneElse } from './other-caller.tsx'
import { usePanelParts } from './panel-parts.ts'
import { SearchByName } from './search-by-name.tsx'
import { showNameAsSaid } from './show-patient.ts'
import { TellingQuestions } from './telling-questions.tsx'
import { useKey } from './use-key.ts'

interface Props {
  readonly session: Extract<CallSession, { phase: 'identifying' }>
  readonly patients: readonly Patient[]
  readonly someWithheld: boolean
  readonly listId: string
}

/** The candidates, what the typed birth date says of them, and the one button that opens a chart. */
export function Candidates({ session, patients, someWithheld, listId }: Props) {
  const parts = usePanelParts()
  const words = useMessages()
  const typed = useTypedBirthDate(session.draft.birthDate)
  const said = saidIn(session, typed.kind === 'date' ? typed.date : null)
  const candidates = compareAll(patients, said, session.contact.ani)
  const telling = tellApart(candidates, session.draft.answers)
  const choice = chooseByAnswers(chooseToOpen(candidates, said, session.picked), telling, candidates)
  const agreeing = candidates.filter(({ comparison }) => comparison.birthDate === 'agrees')
  const [isAsked, setIsAsked] = useState(false)
  const title = titleOf(session, said, agreeing.length, patients.length, words)

  const submit = () => {
    setIsAsked(choice.kind !== 'open')
    if (choice.kind === 'open') void openChart(parts.openChart, session.contact.contactId, choice.patient)
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
      <ChoiceNotice choice={choice} said={said} hasQuestion={telling.questions.length > 0} />
      <TellingQuestions session={session} telling={telling} listId={listId} />
      <section className="card">
        <h2>{title}</h2>
        <CandidateList
          id={listId}
          ranked={rank(candidates, telling)}
          contact={session.contact}
          said={said}
          telling={telling}
          picked={session.picked}
          onPick={pick}
        />
        {someWithheld && <p className="fact">{words.someWithheld}</p>}
      </section>
      <div className="act">
        {isAsked && choice.kind === 'needs-birth-date' && <p role="alert">{words.askNext['birth-date']}</p>}
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
      <Announce
        text={choice.kind === 'open' ? words.agreesWith(showNameAsSaid(choice.patient, words.unnamed)) : title}
      />
    </div>
  )

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

function titleOf({ question }: Props['session'], said: Said, agreeing: number, all: number, words: Messages): string {
  if (said.birthDate !== null) return words.bornThatDay(agreeing, all)
  return question?.search.by === 'telephone' ? words.shareNumber(all) : words.found(all)
}

type Choice = ReturnType<typeof chooseByAnswers>

function labelOf(choice: Choice, words: Messages): string {
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

interface ChoiceProps {
  readonly choice: Choice
  readonly said: Said
  /** Whether something is asked that may tell those apart who remain. */
  readonly hasQuestion: boolean
}

/** What keeps the button from opening a chart, and what to do about it. */
function ChoiceNotice({ choice, said, hasQuestion }: ChoiceProps) {
  const words = useMessages()
  if (choice.kind === 'nobody-agrees') {
    // Said of every such date, whoever is in the list: it must not tell that somebody was born on the other day.
    const swapped = said.birthDate !== null && isSwappable(said.birthDate) ? ` ${words.maybeSwapped}` : ''
    const { title, body } = words.nobodyBornThatDay
    return <Notice kind="warning" title={title} body={`${body}${swapped}`} />
  }
  if (choice.kind === 'differs') {
    return <Notice kind="warning" title={words.chosenDiffers(showNameAsSaid(choice.patient, words.unnamed))} />
  }
  if (choice.kind === 'answers-differ') {
    return <Notice kind="warning" title={words.answersDiffer(showNameAsSaid(choice.patient, words.unnamed))} />
  }
  if (choice.kind === 'birth-date-not-known') {
    return <Notice kind="warning" title={words.birthDateNotKnown(showNameAsSaid(choice.patient, words.unnamed))} />
  }
  if (choice.kind !== 'needs-pick') return null
  if (choice.agreeing.length === 1) return <Notice kind="warning" title={words.namedOtherwise} />

  const title = words.bornThatDayMany(choice.agreeing.length)
  return <Notice kind="warning" title={title} {...(hasQuestion ? {} : { body: words.askForMore })} />
}
