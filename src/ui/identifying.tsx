import { useId } from 'react'
import type { CallSession } from '../domain/call-session.ts'
import type { PatientSearchAnswer } from '../domain/patient-search.ts'
import { BirthDateField } from './birth-date-field.tsx'
import { Candidates } from './candidates.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { usePanelParts } from './panel-parts.ts'
import { FormLead, SearchFields, SearchFooter } from './search-form.tsx'
import { Searching } from './searching.tsx'
import { useCandidates } from './use-candidates.ts'
import { useSearchForm } from './use-search-form.ts'

type Props = { readonly session: Extract<CallSession, { phase: 'identifying' }> }

/**
 * Finding out whom a call is about.
 *
 * The birth-date field is one and the same element whether the candidates or the search form stand around it: an
 * answer that changes the view takes neither the focus nor a digit from an agent who is typing.
 */
export function Identifying({ session }: Props) {
  const form = useSearchForm(session)
  const listId = useId()
  const { data: answer, error } = useCandidates(session.contact, session.question)
  const words = useMessages()
  const isForm = session.view === 'form' || (answer !== undefined && answer.kind !== 'found')

  return (
    <>
      {isForm && <FormLead session={session} answer={session.view === 'form' ? undefined : answer} />}
      {session.isWithdrawn && <Notice kind="info" {...words.withdrawn} />}
      {session.failure !== null && <FailureNotice code={session.failure} />}
      <section className="card stack-tight">
        {isForm && <SearchFields key="names" session={session} form={form} />}
        <BirthDateField
          key="birth-date"
          session={session}
          label={isForm ? 'short' : 'long'}
          listId={listId}
          onEnter={isForm ? form.submit : null}
        />
        {isForm && <SearchFooter key="footer" session={session} form={form} />}
      </section>
      {!isForm && <Answer session={session} answer={answer} failure={error} listId={listId} />}
    </>
  )
}

type AnswerProps = Props & {
  readonly answer: PatientSearchAnswer | undefined
  readonly failure: Error | null
  readonly listId: string
}

function Answer({ session, answer, failure, listId }: AnswerProps) {
  const { store } = usePanelParts()
  const words = useMessages()
  const { contactId } = session.contact
  const searchAgain = {
    label: words.searchAgain,
    run: () => store.dispatch({ type: 'asked-again', contactId } as const),
  }

  if (session.question === null) return <Notice kind="info" {...words.restored} action={searchAgain} />
  if (failure !== null) return <FailureNotice code={failure} session={session} />
  if (answer?.kind === 'found') {
    return (
      <Candidates session={session} patients={answer.patients} someWithheld={answer.someWithheld} listId={listId} />
    )
  }
  return <Searching key={session.question.id} session={session} />
}
