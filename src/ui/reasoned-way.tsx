import Button from '@cloudscape-design/components/button'
import type { InputProps } from '@cloudscape-design/components/input'
import { useEffect, useRef } from 'react'
import { readReason } from '../domain/emergency.ts'
import { useMessages } from './messages.ts'
import { TextField } from './text-field.tsx'

interface Props {
  readonly words: Readonly<Record<'begin' | 'title' | 'warning' | 'reason' | 'open' | 'cancel', string>>
  /** The reason as it stands in the field; null where no emergency was begun. */
  readonly reason: string | null
  /** Names that may not stand in it. */
  readonly names: readonly string[]
  readonly onDraft: (reason: string | null) => void
  readonly onOpen: (reason: string) => void
}

/**
 * The way of an emergency: behind a button, a typed reason and another button. No Enter leads through by itself, and Escape
 * steps back, to the button.
 */
export function ReasonedWay({ words, reason, names, onDraft, onOpen }: Props) {
  const { verification } = useMessages()
  const isBegun = reason !== null
  const field = useRef<InputProps.Ref>(null)
  const button = useRef<HTMLButtonElement>(null)
  // One that was begun before the agent turned to another contact takes no focus when it is shown again.
  const wasBegun = useRef(isBegun)
  useEffect(() => {
    if (isBegun && !wasBegun.current) field.current?.focus()
    if (!isBegun && wasBegun.current) button.current?.focus()
    wasBegun.current = isBegun
  }, [isBegun])
  if (!isBegun) {
    return (
      <button ref={button} type="button" className="link danger" onClick={() => onDraft('')}>
        {words.begin}
      </button>
    )
  }

  const typed = readReason(reason, names)
  return (
    <section
      className="card stack-tight"
      data-keeps-keys
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The step back from here is out of the emergency, with all else as it was.
        event.stopPropagation()
        onDraft(null)
      }}
    >
      <h2>{words.title}</h2>
      <p className="fact warning">{words.warning}</p>
      <TextField
        ref={field}
        label={words.reason}
        value={reason}
        error={typed.kind === 'unfit' ? verification.emergency.unfit[typed.why] : undefined}
        onEnter={() => undefined}
        onType={onDraft}
      />
      <Button
        fullWidth
        disabled={typed.kind !== 'reason'}
        onClick={() => typed.kind === 'reason' && onOpen(typed.reason)}
      >
        {words.open}
      </Button>
      <button type="button" className="link" onClick={() => onDraft(null)}>
        {words.cancel}
      </button>
    </section>
  )
}
