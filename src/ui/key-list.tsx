import { useEffect, useEffectEvent, useState } from 'react'
import { Announce } from './live-region.tsx'
import { useMessages } from './messages.ts'

/** Whether the list of keys is shown, and what turns it. */
export interface KeyListState {
  readonly isShown: boolean
  toggle(this: void): void
}

/**
 * The list of keys, turned by `?` and closed by Escape too, which then takes no other step back. In a field for words `?` is
 * a letter like any other. The focus stays where the agent works: the list is not a dialogue, and the softphone goes on.
 */
export function useKeyList(): KeyListState {
  const [isShown, setIsShown] = useState(false)
  const toggle = () => setIsShown((was) => !was)
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    const isClosing = event.key === 'Escape' && isShown
    if (!isClosing && (event.key !== '?' || isForWords(event.target))) return
    event.preventDefault()
    event.stopPropagation()
    toggle()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    // On the way down: Escape closes the list before it drops a choice or stops an opening.
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [])
  return { isShown, toggle }
}

function isForWords(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.inputMode !== 'numeric'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

const listId = 'list-of-keys'

/** The button that shows the list of keys, for those who do not know of `?` yet. */
export function KeyListButton({ keys: { isShown, toggle } }: { readonly keys: KeyListState }) {
  const { keys } = useMessages()
  return (
    <button
      type="button"
      className="link"
      aria-label={keys.show}
      aria-expanded={isShown}
      aria-controls={listId}
      onClick={toggle}
    >
      <kbd aria-hidden="true">?</kbd>
    </button>
  )
}

/** The list of keys, above the line that has its button; empty while it is not asked for. */
export function KeyList({ keys: { isShown, toggle } }: { readonly keys: KeyListState }) {
  const { keys } = useMessages()
  return (
    <section id={listId} className="card keys" aria-label={keys.show} hidden={!isShown}>
      {isShown && <Keys onClose={toggle} />}
    </section>
  )
}

function Keys({ onClose }: { readonly onClose: () => void }) {
  const { keys } = useMessages()
  return (
    <>
      <h2>{keys.title}</h2>
      <dl>
        {keys.rows.map((row) => (
          <div key={row.does}>
            <dt>
              {row.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{row.does}</dd>
          </div>
        ))}
      </dl>
      <p className="fact">{keys.scope}</p>
      <button type="button" className="link" onClick={onClose}>
        {keys.close}
      </button>
      <Announce text={`${keys.title}: ${keys.rows.map(sayRow).join('; ')}`} />
    </>
  )
}

function sayRow({ keys, does }: { readonly keys: readonly string[]; readonly does: string }): string {
  return `${keys.join(' ')}, ${does}`
}
