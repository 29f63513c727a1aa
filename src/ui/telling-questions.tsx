import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import type { CallSession } from '../domain/call-session.ts'
import type { Telling } from '../domain/telling-answers.ts'
import type { TellingQuestion } from '../domain/telling-question.ts'
import { focusRows } from './focus-rows.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'

interface Props {
  readonly session: Extract<CallSession, { phase: 'identifying' }>
  readonly telling: Telling
  /** The id of the list of candidates, into which the arrow keys lead. */
  readonly listId: string
}

/**
 * What to ask those who share a birth date, one question after the other, each with the field for the answer. The question
 * can be read out as it stands; the fact itself is nowhere to be seen before it was typed.
 */
export function TellingQuestions({ session, telling, listId }: Props) {
  const { questions } = telling
  if (questions.length === 0) return null
  return (
    <section className="card stack-tight">
      {questions.map((question) => (
        <AnswerField key={question} question={question} session={session} telling={telling} listId={listId} />
      ))}
    </section>
  )
}

function AnswerField({ question, session, telling, listId }: Props & { readonly question: TellingQuestion }) {
  const { store } = usePanelParts()
  const words = useMessages()
  const { contact, draft } = session
  const answer = draft.told[question] ?? ''
  const agreements = [...telling.told.values()].map((told) => told[question] ?? 'unknown')
  const isUnheard = answer.trim() !== '' && agreements.every((agreement) => agreement === 'unknown')
  return (
    <FormField
      label={words.answers[question]}
      description={words.askNext[question]}
      constraintText={isUnheard ? words.answerNotHeard : undefined}
      stretch
    >
      <Input
        value={answer}
        inputMode={question === 'record-number' || question === 'street-number' ? 'numeric' : 'text'}
        autoComplete={false}
        disableBrowserAutocorrect
        spellcheck={false}
        onChange={({ detail }) =>
          store.dispatch({
            type: 'typed',
            contactId: contact.contactId,
            draft: { told: { ...draft.told, [question]: detail.value } },
          })
        }
        onKeyDown={(event) => {
          if (event.detail.key !== 'ArrowDown' && event.detail.key !== 'ArrowUp') return
          event.preventDefault()
          focusRows(listId)
        }}
      />
    </FormField>
  )
}
