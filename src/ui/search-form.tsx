import Button from '@cloudscape-design/components/button'
import type { InputProps } from '@cloudscape-design/components/input'
import { useRef } from 'react'
import { stepOutOfEmergency } from '../call/search-in-emergency.ts'
import type { CallSession } from '../domain/call-session.ts'
import { legalSexes, type PatientSearchAnswer } from '../domain/patient-search.ts'
import { type Draft, fieldsToAdd, isLegalSex, type SearchField } from '../domain/search-plan.ts'
import type { SitePolicy } from '../domain/site-policy.ts'
import { Announce } from './live-region.tsx'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { Notice } from './notice.tsx'
import { CallingForSomeoneElse } from './other-caller.tsx'
import { usePanelParts } from './panel-parts.ts'
import { showList } from './show-list.ts'
import { TextField } from './text-field.tsx'
import { useFocusWhenFree } from './use-focus-when-free.ts'
import { useKey } from './use-key.ts'
import type { SearchFormState } from './use-search-form.ts'

interface Props {
  readonly session: Extract<CallSession, { phase: 'identifying' }>
  readonly form: SearchFormState
}

/** Why the form stands here: what the last search said, or why this contact has no search by number. */
export function FormLead({
  session,
  answer,
}: {
  readonly session: Props['session']
  readonly answer: PatientSearchAnswer | undefined
}) {
  const { policy } = usePanelParts()
  const words = useMessages()
  const body = showToAdd(
    fieldsToAdd(session.contact, session.draft.caller, policy, session.question?.search ?? null),
    words,
  )
  const isByTelephone = session.question?.search.by === 'telephone'
  if (answer?.kind === 'none') {
    return <Notice kind="info" {...words.none[isByTelephone ? 'telephone' : 'other']} />
  }
  if (answer?.kind === 'too-little') return <Notice kind="info" title={words.tooLittle} body={body} />
  if (answer?.kind === 'too-many' && isByTelephone) {
    return <Notice kind="info" title={words.tooManyShare(answer.count)} body={body} />
  }
  if (answer?.kind === 'too-many') return <Notice kind="info" title={words.tooMany} body={body} />
  return session.noNumberSearch === null ? null : <p className="lead">{words.noNumberSearch[session.noNumberSearch]}</p>
}

/** The fields above the birth date: the name, or a record number in its place. */
export function SearchFields({ session, form }: Props) {
  const words = useMessages()
  return (
    <>
      <h2>{session.draft.caller === null ? words.searchTitle : words.caller.searchTitle}</h2>
      {form.isByNumber ? (
        <RecordNumberFields session={session} form={form} />
      ) : (
        <NameFields session={session} form={form} />
      )}
    </>
  )
}

function NameFields({ session, form }: Props) {
  const words = useMessages()
  const type = useType(session)
  const first = useRef<InputProps.Ref>(null)
  useFocusWhenFree(first, session)
  return (
    <div className="two">
      <TextField
        ref={first}
        label={words.given}
        value={session.draft.given}
        onEnter={form.submit}
        onType={(given) => type({ given })}
      />
      <TextField
        label={words.family}
        value={session.draft.family}
        onEnter={form.submit}
        onType={(family) => type({ family })}
      />
    </div>
  )
}

function RecordNumberFields({ session, form }: Props) {
  const { policy } = usePanelParts()
  const { recordNumber } = form
  const words = useMessages()
  const type = useType(session)
  const field = useRef<InputProps.Ref>(null)
  useFocusWhenFree(field, session)
  const [only] = policy.recordNumberSystems
  const label =
    policy.recordNumberSystems.length === 1 && only !== undefined ? only.label : words.fields['record-number']
  return (
    <>
      {policy.recordNumberSystems.length > 1 && (
        <label className="select">
          {words.recordNumberSystem}
          <select
            value={session.draft.recordNumberSystem}
            onChange={(event) => type({ recordNumberSystem: Number(event.target.value) })}
          >
            {policy.recordNumberSystems.map(({ system, label }, index) => (
              <option key={system} value={index}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <TextField
        ref={field}
        label={label}
        value={session.draft.recordNumber}
        error={recordNumber.kind === 'unfit' ? words.verification.unfitNumber[recordNumber.why] : undefined}
        onEnter={form.submit}
        onType={(recordNumber) => type({ recordNumber })}
      />
    </>
  )
}

/** Below the birth date: the legal sex as its alternative, what is still needed, and the button. */
export function SearchFooter({ session, form }: Props) {
  const parts = usePanelParts()
  const { store, policy } = parts
  const words = useMessages()
  const type = useType(session)
  const { progress, search, submit, isByNumber, turnToNumber } = form
  const { contactId } = session.contact
  const canGoBack = session.view === 'form' && session.question !== null
  const goBack = () => {
    stepOutOfEmergency(parts, contactId)
    store.dispatch({ type: 'looked-at', contactId, view: 'candidates' })
  }
  useKey('Escape', () => {
    if (canGoBack) goBack()
  })
  const state = stateOf(form, words)
  const canUseSex = !isByNumber && isSexAsked(form, session, policy)
  const isSexInstead = policy.searchSets.includes('name-and-birth-date')
  return (
    <>
      {canUseSex && (
        <label className="select">
          {words.legalSex} {isSexInstead && <span className="fact">{words.legalSexOptional}</span>}
          <select
            value={session.draft.legalSex}
            onChange={({ target }) => type({ legalSex: isLegalSex(target.value) ? target.value : '' })}
          >
            <option value="">{words.legalSexNone}</option>
            {legalSexes.map((sex) => (
              <option key={sex} value={sex}>
                {words.sexes[sex]}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="needed">
        {progress.present.map((field) => (
          <span key={field} className="agrees">
            ✓ {words.fields[field]}{' '}
          </span>
        ))}
        {state}
      </p>
      <Announce text={state} isQuietAtFirst />
      <Button variant="primary" fullWidth disabled={search === null} onClick={submit}>
        {words.search} <kbd aria-hidden="true">Enter</kbd>
      </Button>
      {turnToNumber !== null && (
        <button type="button" className="link" onClick={() => turnToNumber(!isByNumber)}>
          {isByNumber ? words.nameInstead : words.recordNumberInstead}
        </button>
      )}
      <CallingForSomeoneElse session={session} />
      {canGoBack && (
        <button type="button" className="link" onClick={goBack}>
          {words.backToCandidates}
        </button>
      )}
    </>
  )
}

/** The next step after too little or too many: what this site's Epic can be asked with beside. */
function showToAdd(fields: readonly SearchField[], words: Messages): string {
  if (fields.length === 0) return words.nothingToAdd
  const names = fields.map((field) => words.fields[field])
  const list = showList(names, words.locale)
  // A birth date or a legal sex alone is added to the name that was asked with; a whole set is another question.
  const isMore = !fields.includes('family') && !fields.includes('record-number')
  return isMore ? words.addToSearch(list) : words.searchWith(list)
}

/** Which set is whole, or what the nearest still lacks. */
function stateOf({ progress, search }: SearchFormState, words: Messages): string {
  if (search !== null && search.by !== 'telephone') return words.verification.readyToSearch[search.by]
  if (progress.missing.length === 0) return words.verification.noSetHere

  const needed = progress.missing.map((field) => words.fields[field])
  return words.stillNeeded(needed, progress.or === null ? null : words.fields[progress.or])
}

/** Where it completes a set, or is what there is to add to the name and birth date that were asked with. */
function isSexAsked({ progress }: SearchFormState, session: Props['session'], policy: SitePolicy): boolean {
  if (progress.or === 'legal-sex' || progress.missing.includes('legal-sex') || session.draft.legalSex !== '')
    return true
  const search = session.question?.search ?? null
  return (
    search?.by === 'name-and-birth-date' &&
    fieldsToAdd(session.contact, session.draft.caller, policy, search).includes('legal-sex')
  )
}

function useType(session: Props['session']): (draft: Partial<Draft>) => void {
  const { store } = usePanelParts()
  return (draft) => store.dispatch({ type: 'typed', contactId: session.contact.contactId, draft })
}
