import { type RefObject, useEffect } from 'react'
import type { CallSession } from '../domain/call-session.ts'
import { usePanelParts } from './panel-parts.ts'

/** How long after the accept the focus may come over from the softphone; milliseconds. */
const justAccepted = 2_000

/**
 * Gives a field the focus when it appears, but only where the agent is in this page and not busy in another field: a
 * window behind Epic stays behind Epic, and no answer takes anything from under anybody's fingers.
 *
 * The softphone's frame counts as busy too, but for the moment in which a call was accepted there.
 */
export function useFocusWhenFree(field: RefObject<{ focus(): void } | null>, session: CallSession): void {
  const { now } = usePanelParts()
  const { since } = session
  useEffect(() => {
    const isAccepted = now() - since < justAccepted
    if (document.hasFocus() && !isBusy(document.activeElement, isAccepted)) field.current?.focus()
  }, [field, now, since])
}

function isBusy(element: Element | null, mayLeaveSoftphone: boolean): boolean {
  if (element instanceof HTMLIFrameElement) return !mayLeaveSoftphone
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  )
}
