import type { InputProps } from '@cloudscape-design/components/input'
import { useEffect, useRef } from 'react'
import type { CallSession } from '../domain/call-session.ts'
import { isRelation, type OtherCaller, relations } from '../domain/caller.ts'
import type { ContactId } from '../domain/contact.ts'
import type { Messages } from './messages-en.ts'
import { useMessages } from './messages.ts'
import { usePanelParts } from './panel-parts.ts'
import { TextField } from './text-field.tsx'

type Session = Extract<CallSession, { phase: 'identifying' | 'opened' }>

/** The switch: what is typed below, or whose chart is open, is of another person than the one who calls. */
export function CallingForSomeoneElse({ session }: { readonly session: Session }) {
  const words = useMessages()
  const tell = useTellCaller(session.contact.contactId)
  if (session.draft.caller !== null) return null
  return (
    <button type="button" className="link" onClick={() => tell({ name: '', relation: '' })}>
      {words.caller.someoneElse}
    </button>
  )
}

/** Who calls for the patient, with the way back; nothing while the patient calls. */
export function OtherCallerCard({ session }: { readonly session: Session }) {
  const { caller } = session.draft
  if (caller === null) return null
  return (
    <OtherCallerFields contactId={session.contact.contactId} caller={caller} isOpened={session.phase === 'opened'} />
  )
}

interface FieldsProps {
  readonly contactId: ContactId
  readonly caller: OtherCaller
  /** Whether the chart of whom they call for is open. */
  readonly isOpened: boolean
}

function OtherCallerFields({ contactId, caller, isOpened }: FieldsProps) {
  const words = useMessages()
  const tell = useTellCaller(contactId)
  const field = useRef<InputProps.Ref>(null)
  const isNew = useRef(caller.name === '')
  useEffect(() => {
    if (isNew.current) field.current?.focus()
  }, [])
  return (
    <section className="card stack-tight" data-keeps-keys>
      <h2>{words.caller.someoneElse}</h2>
      <p className="fact">{isOpened ? words.caller.patientAbove : words.caller.patientBelow}</p>
      <div className="two">
        <TextField
          ref={field}
          label={words.caller.name}
          value={caller.name}
          onEnter={() => undefined}
          onType={(name) => tell({ ...caller, name })}
        />
        <label className="select">
          {words.caller.relation}
          <select
            value={caller.relation}
            onChange={({ target }) => tell({ ...caller, relation: isRelation(target.value) ? target.value : '' })}
          >
            <option value="">{words.caller.notAsked}</option>
            {relations.map((relation) => (
              <option key={relation} value={relation}>
                {words.caller.relations[relation]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <button type="button" className="link" onClick={() => tell(null)}>
        {words.caller.thePatient}
      </button>
    </section>
  )
}

function useTellCaller(contactId: ContactId): (caller: OtherCaller | null) => void {
  const { store } = usePanelParts()
  return (caller) => store.dispatch({ type: 'caller-told', contactId, caller })
}

/** Who calls, and that speaking for the patient is another question: two lines, because they are two things. */
export function showOtherCaller({ name, relation }: OtherCaller, { caller: words }: Messages): readonly string[] {
  const said = name.trim() === '' ? words.nameNotAsked : name.trim()
  const related = relation === '' ? words.relationNotAsked : words.relations[relation]
  return [words.identity(said, related), words.authority]
}
