import FormField from '@cloudscape-design/components/form-field'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import { useRef } from 'react'
import { ageOn, parseBirthDate, type TypedBirthDate } from '../domain/birth-date.ts'
import type { CallSession } from '../domain/call-session.ts'
import { focusRows } from './focus-rows.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { dateOrderOf, showDate, todayOf } from './show-date.ts'
import { useFocusWhenFree } from './use-focus-when-free.ts'

interface Props {
  readonly session: Extract<CallSession, { phase: 'identifying' }>
  readonly label: 'long' | 'short'
  /** The id of the list of candidates, into which the arrow keys lead. */
  readonly listId: string
  /** What Enter does here; where it is null, Enter belongs to the list of candidates. */
  readonly onEnter: (() => void) | null
}

/** What the text in this contact's birth-date field says, by the agent's locale and day. */
export function useTypedBirthDate(typed: string): TypedBirthDate {
  const { now } = usePanelParts()
  const { locale } = useMessages()
  return parseBirthDate(typed, dateOrderOf(locale), todayOf(now()))
}

/** One field for the birth date: digits as they are heard, shown back in words. */
export function BirthDateField({ session, label, listId, onEnter }: Props) {
  const { store, now } = usePanelParts()
  const words = useMessages()
  const field = useRef<InputProps.Ref>(null)
  const typed = useTypedBirthDate(session.draft.birthDate)
  const order = dateOrderOf(words.locale)
  const { contactId } = session.contact
  const isOfCaller = session.draft.caller === null
  useFocusWhenFree(field, session)

  const shownBack =
    typed.kind === 'date'
      ? words.bornOn(showDate(typed.date, words.locale), ageOn(typed.date, todayOf(now())))
      : words.birthDateExample[order]
  return (
    <FormField
      label={label === 'short' ? words.birthDateShort : isOfCaller ? words.birthDate : words.caller.birthDate}
      constraintText={<span className="numerals">{shownBack}</span>}
      errorText={typed.kind === 'impossible' ? words.impossibleDate[typed.reason] : undefined}
      stretch
    >
      <Input
        ref={field}
        value={session.draft.birthDate}
        placeholder={words.birthDatePlaceholder[order]}
        inputMode="numeric"
        autoComplete={false}
        disableBrowserAutocorrect
        spellcheck={false}
        onChange={({ detail }) => store.dispatch({ type: 'typed', contactId, draft: { birthDate: detail.value } })}
        onKeyDown={(event) => {
          const { key, isComposing } = event.detail
          if (key === 'Enter' && !isComposing && onEnter !== null) onEnter()
          if (key === 'ArrowDown' || key === 'ArrowUp') {
            event.preventDefault()
            focusRows(listId)
          }
        }}
      />
    </FormField>
  )
}
