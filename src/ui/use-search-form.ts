import { useState } from 'react'
import type { CallSession } from '../domain/call-session.ts'
import { planSearch, type SearchProgress } from '../domain/search-plan.ts'
import { usePanelParts } from './panel-parts.ts'
import { dateOrderOf, todayOf } from './show-date.ts'

/** The search form of one contact: how far it is, and the verb that searches. */
export interface SearchFormState {
  readonly progress: SearchProgress
  /** Asks Epic, where one data set is whole; otherwise does nothing, and the form says what is missing. */
  readonly submit: () => void
  /** Whether a record number is asked for in place of the name. */
  readonly isByNumber: boolean
  readonly turnToNumber: (isByNumber: boolean) => void
}

/** Reads the contact's draft against the data sets that Epic accepts at this site. */
export function useSearchForm(session: Extract<CallSession, { phase: 'identifying' }>): SearchFormState {
  const { store, policy, site, now } = usePanelParts()
  const { contact, draft } = session
  const [isByNumber, setIsByNumber] = useState(draft.recordNumber !== '')
  // Names that were typed before do not count while their fields are out of sight.
  const isNumberMissing = isByNumber && draft.recordNumber.trim() === ''
  const progress = isNumberMissing
    ? numberMissing
    : planSearch(draft, contact, policy, dateOrderOf(site.locale), todayOf(now()))
  const submit = () => {
    if (progress.search !== null)
      store.dispatch({ type: 'asked', contactId: contact.contactId, search: progress.search })
  }
  const turnToNumber = (isTurned: boolean) => {
    store.dispatch({ type: 'typed', contactId: contact.contactId, draft: { recordNumber: '' } })
    setIsByNumber(isTurned)
  }
  return { progress, submit, isByNumber, turnToNumber }
}

const numberMissing: SearchProgress = { search: null, present: [], missing: ['record-number'], or: null }
