import { useId } from 'react'
import type { CallSession } from '../domain/call-session.ts'
import type { Patient } from '../domain/patient.ts'
import type { PatientSearchAnswer } from '../domain/patient-search.ts'
import { searchByNumber, whyNotSearchable } from '../domain/search-plan.ts'
import { BirthDateField } from './birth-date-field.tsx'
import { Candidates } from './candidates.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { OtherCallerCard } from './other-caller.tsx'
import { usePanelParts } from './panel-parts.ts'
import { FormLead, SearchFields, SearchFooter } from './search-form.tsx'
import { Searching } from './searching.tsx'
import { showNameAsSaid } from './show-patient.ts'
import { useCandidates } from './use-candidates.ts'
import { useSearchForm } from './use-search-form.ts'

type Props = { readonly session: Extract<CallSession, { phase: 'identifying' }> }

/** Finding out whom a contact is about; or why that cannot be done here, for a contact that makes nobody searchable. */
export function Identifying({ session }: Props) {
  const { policy } = usePanelParts()
  const words = useMessages()
  const notSearchable = whyNotSearchable(session.contact, policy)
  if (notSearchable !== null) return <Notice kind="info" title={words.noNumberSearch[notSearchable]} />

  return (
    <>
      {session.withdrawn !== null && <Withdrawn patient={session.withdrawn} />}
      {session.failure !== null && <FailureNotice code={session.failure} session={session} act="other" />}
      {!session.isAfterCall && <Question session={session} />}
    </>
  )
}

/** Which chart is to be closed in Epic: nothing outside Epic can. */
function Withdrawn({ patient }: { readonly patient: Patient }) {
  const { withdrawn, unnamed } = useMessages()
  return <Notice kind="info" title={withdrawn.title} body={withdrawn.body(showNameAsSaid(patient, unnamed))} />
}

/**
 * The question and its answer.
 *
 * The birth-date field is one and the same element whether the candidates or the search form stand around it: an
 * answer that changes the view takes neither the focus nor a digit from an agent who is typing.
 */
function Question({ session }: Props) {
  const listId = useId()
  const { data: answer, error, isHeldUp } = useCandidates(session.contact, session.question)
  const isForm = session.view === 'form' || (answer !== undefined && answer.kind !== 'found')
  const form = useSearchForm(session, isForm)
  // What the search by number came to may come while the birth date is being typed: its field keeps its place (no jump).
  const isBelow = isForm && session.view !== 'form' && session.question?.search.by === 'telephone'
  const isAround = isForm && !isBelow
  const lead = <FormLead session={session} answer={session.view === 'form' ? undefined : answer} />
  const fields = <SearchFields key="names" session={session} form={form} />
  const footer = <SearchFooter key="footer" session={session} form={form} />

  return (
    <>
      {isAround && lead}
      <OtherCallerCard session={session} />
      <section className="card stack-tight">
        {isAround && fields}
        <BirthDateField
          key="birth-date"
          session={session}
          label={isAround ? 'short' : 'long'}
          listId={listId}
          onEnter={isForm ? form.submit : null}
        />
        {isAround && footer}
      </section>
      {isBelow && lead}
      {isBelow && (
        <section className="card stack-tight">
          {fields}
          {footer}
        </section>
      )}
      {!isForm && <Answer session={session} answer={answer} failure={error} isHeldUp={isHeldUp} listId={listId} />}
    </>
  )
}

type AnswerProps = Props & {
  readonly answer: PatientSearchAnswer | undefined
  readonly failure: Error | null
  readonly isHeldUp: boolean
  readonly listId: string
}

function Answer({ session, answer, failure, isHeldUp, listId }: AnswerProps) {
  if (session.question === null) return <Restored session={session} />
  if (failure !== null) return <FailureNotice code={failure} session={session} act="search" />
  if (answer?.kind === 'found') {
    return <Candidates session={session} answer={answer} listId={listId} />
  }
  return <Searching key={session.question.id} session={session} isHeldUp={isHeldUp} />
}

/** A contact that Connect lost and brought back: what was asked for it is forgotten, so its number is asked anew. */
function Restored({ session }: Props) {
  const { store, policy } = usePanelParts()
  const words = useMessages()
  const search = searchByNumber(session.contact, policy)
  const { contactId } = session.contact
  if (typeof search === 'string') return <Notice kind="info" {...words.restored} />

  const searchAgain = { label: words.searchAgain, run: () => store.dispatch({ type: 'asked', contactId, search }) }
  return <Notice kind="info" {...words.restored} action={searchAgain} />
}
