import { type RefObject, useEffect } from 'react'

/**
 * Gives a field the focus when it appears, but only where the agent is in this page and not typing in another field:
 * a window behind Epic stays behind Epic, and nothing is taken from under anybody's fingers.
 */
export function useFocusWhenFree(field: RefObject<{ focus(): void } | null>): void {
  useEffect(() => {
    const isTyping = document.activeElement instanceof HTMLInputElement
    if (document.hasFocus() && !isTyping) field.current?.focus()
  }, [field])
}
