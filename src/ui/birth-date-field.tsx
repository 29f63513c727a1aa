import { type KeyboardEvent, useId, useRef } from 'react'
import { ageOn, parseBirthDate, type TypedBirthDate } from '../domain/birth-date.ts'
import type { CallSession } from '../domain/call-session.ts'
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

/** What the text in this contact's birth-date field says, by the site's locale and the agent's day. */
export function useTypedBirthDate(typed: string): TypedBirthDate {
  const { site, now } = usePanelParts()
  return parseBirthDate(typed, dateOrderOf(site.locale), todayOf(now()))
}

/**
 * One field for the birth date: digits as they are heard, shown back in words.
 *
 * A plain input in the look of Cloudscape's: theirs takes a fifth of all the time there is to draw at a digit, and this is
 * the one field whose last digit has to mark the rows within a frame.
 */
export function BirthDateField({ session, label, listId, onEnter }: Props) {
  const { store, site, now } = usePanelParts()
  const words = useMessages()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const typed = useTypedBirthDate(session.draft.birthDate)
  const order = dateOrderOf(site.locale)
  const { contactId } = session.contact
  const isOfCaller = session.draft.caller === null
  useFocusWhenFree(field, session)

  const isImpossible = typed.kind === 'impossible'
  const shownBack =
    typed.kind === 'date'
      ? words.bornOn(showDate(typed.date, words.locale), ageOn(typed.date, todayOf(now())))
      : words.birthDateExample[order]
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.()
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    document.getElementById(listId)?.querySelector<HTMLInputElement>('input[type=radio]')?.focus()
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        {label === 'short' ? words.birthDateShort : isOfCaller ? words.birthDate : words.caller.birthDate}
      </label>
      <input
        ref={field}
        id={id}
        value={session.draft.birthDate}
        placeholder={words.birthDatePlaceholder[order]}
        inputMode="numeric"
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={isImpossible}
        aria-describedby={isImpossible ? `${id}-wrong ${id}-shown` : `${id}-shown`}
        onChange={({ target }) => store.dispatch({ type: 'typed', contactId, draft: { birthDate: target.value } })}
        onKeyDown={onKeyDown}
      />
      {typed.kind === 'impossible' && (
        <p id={`${id}-wrong`} className="fact wrong" role="alert">
          ✕ {words.impossibleDate[typed.reason]}
        </p>
      )}
      <p id={`${id}-shown`} className="fact numerals">
        {shownBack}
      </p>
    </div>
  )
}
