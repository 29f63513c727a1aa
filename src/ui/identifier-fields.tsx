import type { KeyboardEvent } from 'react'
import type { CallSession } from '../domain/call-session.ts'
import { type Asked, asked } from '../domain/entered.ts'
import { areLettersEnough } from '../domain/name-letters.ts'
import { readRecordNumber, tailLength } from '../domain/record-number.ts'
import { identifiersIn, type VerificationPolicy } from '../domain/verification-policy.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { TextField } from './text-field.tsx'

interface Props {
  readonly session: Extract<CallSession, { phase: 'identifying' }>
  /** Identifiers that everybody here agrees in by the very search: they need not be asked again. */
  readonly isKnown: (identifier: Asked) => boolean
  /** What Enter does in a field whose text was checked already. */
  readonly onEnter: () => void
}

/** A field for each identifier that the site asks for beside the birth date; none at most sites. */
export function IdentifierFields({ session, isKnown, onEnter }: Props) {
  const { policy } = usePanelParts()
  const shown = fieldsOf(policy.verification).filter((identifier) => !isKnown(identifier))
  if (shown.length === 0) return null
  return (
    <section className="card two">
      {shown.map((identifier) => (
        <IdentifierField key={identifier} session={session} identifier={identifier} onEnter={onEnter} />
      ))}
    </section>
  )
}

function fieldsOf(policy: VerificationPolicy): Asked[] {
  const needed = identifiersIn(policy)
  return asked.filter((identifier) => needed.includes(identifier))
}

type FieldProps = Omit<Props, 'isKnown'> & { readonly identifier: Asked }

/**
 * One identifier. What stands in the field counts when it is whole: the tail at its fourth sign, letters of the name, which
 * stands on the row, from the third on, the others with Enter or on leaving the field. Were each letter compared as it
 * comes, the answer could be guessed letter by letter.
 */
function IdentifierField({ session, identifier, onEnter }: FieldProps) {
  const { store } = usePanelParts()
  const { verification: words } = useMessages()
  const counted = session.draft.answers[identifier]
  const text = session.draft.answerTexts[identifier]
  const { contactId } = session.contact
  const count = (answer: string) => {
    if (answer === counted) return
    store.dispatch({ type: 'answered', contactId, answers: { [identifier]: answer } })
  }
  const type = (typed: string) => {
    const answerTexts = { ...session.draft.answerTexts, [identifier]: typed }
    store.dispatch({ type: 'drafted', contactId, draft: { answerTexts } })
    const isTail = identifier === 'record-number-tail' && typed.trim().length === tailLength
    const isWhole = isTail || (identifier === 'name-letters' && areLettersEnough(typed))
    count(isWhole ? typed.trim() : '')
  }
  const whole = wholeOf(identifier, text)
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.repeat || event.nativeEvent.isComposing) return
    if (whole !== counted) count(whole)
    else onEnter()
  }
  const typed = identifier === 'record-number' ? readRecordNumber(text) : null
  return (
    // Enter is the field's own: the press that checks an answer must not open the chart it has just named.
    <div data-keeps-keys role="presentation" onKeyDown={press} onBlur={() => count(whole)}>
      <TextField
        label={words.fields[identifier]}
        value={text}
        hint={words.fieldHints[identifier]}
        error={typed?.kind === 'unfit' ? words.unfitNumber[typed.why] : undefined}
        onEnter={() => undefined}
        onType={type}
      />
    </div>
  )
}

/** The text as far as it counts. */
function wholeOf(identifier: Asked, text: string): string {
  const answer = text.trim()
  if (identifier === 'record-number-tail') return answer.length === tailLength ? answer : ''
  return identifier === 'record-number' && readRecordNumber(answer).kind !== 'number' ? '' : answer
}
