import type { CallSessionStore } from '../call/call-session-store.ts'
import type { CallSession } from '../domain/call-session.ts'
import type { ContactId } from '../domain/contact.ts'
import { type Draft, nextRequest, planSearch, type SearchProgress } from '../domain/search-plan.ts'
import type { PatientSearch } from '../domain/patient-search.ts'
import { readRecordNumber, type TypedRecordNumber } from '../domain/record-number.ts'
import { asksNumberFirst, type SitePolicy } from '../domain/site-policy.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { dateOrderOf, todayOf } from './show-date.ts'

/** The search form of one contact: how far it is, and the verb that searches. */
export interface SearchFormState {
  readonly progress: SearchProgress
  /** What a press on "Search" asks; null while no set is whole. */
  readonly search: PatientSearch | null
  readonly recordNumber: TypedRecordNumber
  /** Asks Epic, where one data set is whole; otherwise does nothing, and the form says what is missing. */
  readonly submit: () => void
  /** Whether a record number is asked for in place of the name. */
  readonly isByNumber: boolean
  /** Null where the site accepts only the one or only the other. */
  readonly turnToNumber: ((isByNumber: boolean) => void) | null
}

/**
 * Reads the contact's draft against the data sets that Epic accepts at this site. Names that were typed before do not
 * count while their fields are out of sight, nor does a record number. A form that is not shown is not read at each digit.
 */
export function useSearchForm(
  session: Extract<CallSession, { phase: 'identifying' }>,
  isShown: boolean,
): SearchFormState {
  const { store, policy, now } = usePanelParts()
  const { locale } = useMessages()
  const { contact, draft } = session
  const hasNumber = policy.searchSets.includes('record-number')
  const hasNames = policy.searchSets.some((set) => set !== 'record-number')
  const isByNumber = hasNumber && ((draft.isByNumber ?? isNumberFirst(policy, draft)) || !hasNames)
  const searchSets = policy.searchSets.filter((set) => (set === 'record-number') === isByNumber)
  const progress = isShown
    ? planSearch(draft, contact, { ...policy, searchSets }, dateOrderOf(locale), todayOf(now()))
    : notShown
  const search = nextRequest(progress.requests, session.question?.search ?? null)
  const submit = () => {
    if (search !== null) store.dispatch({ type: 'asked', contactId: contact.contactId, search })
  }
  return {
    progress,
    search,
    recordNumber: readRecordNumber(draft.recordNumber),
    submit,
    isByNumber,
    turnToNumber: hasNumber && hasNames ? (toNumber) => turnForm(store, contact.contactId, toNumber) : null,
  }
}

/** Shows the form by record number or by name. A number that goes out of sight would still count, and goes too. */
export function turnForm(store: CallSessionStore, contactId: ContactId, isByNumber: boolean): void {
  const typed = store.getSnapshot().current.get(contactId)?.draft.recordNumber ?? ''
  if (typed !== '' && !isByNumber) store.dispatch({ type: 'typed', contactId, draft: { recordNumber: '' } })
  store.dispatch({ type: 'drafted', contactId, draft: { isByNumber } })
}

/** Whether the site has the record number asked first, and no name stands in the form already. */
function isNumberFirst(policy: SitePolicy, { given, family }: Draft): boolean {
  return asksNumberFirst(policy) && given === '' && family === ''
}

const notShown: SearchProgress = { requests: [], present: [], missing: [], or: null }
