import { type RefObject, useEffect } from 'react'

/**
 * Gives the focus back when what held it goes from the panel: a button that did its work, a field that made way for the
 * chart's banner. Without this a keyboard would start at the top of the page again, in the softphone.
 *
 * It goes to the birth date, where the next word of the caller is typed, or else to the call itself. A focus that the agent
 * took elsewhere is left alone, and so is one that a new field has asked for already.
 */
export function useKeptFocus(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = panel.current
    if (element === null) return undefined

    // Not the element itself: whoever keeps it, keeps the patient in it (R55).
    let isInPanel = element.contains(document.activeElement)
    const come = () => {
      isInPanel = true
    }
    const leave = ({ target }: FocusEvent) => {
      // What is taken from the page tells of its end while it is still there; an agent who presses beside all fields means it.
      queueMicrotask(() => {
        if (target instanceof Node && target.isConnected && document.activeElement === document.body) isInPanel = false
      })
    }
    const keep = () => {
      if (!isInPanel || document.activeElement !== document.body) return
      const main = element.querySelector('main')
      const next = main?.querySelector<HTMLElement>('input[inputmode=numeric]') ?? main
      next?.focus({ preventScroll: true })
    }
    // A turn later, when the fields that come with the change have taken the focus for themselves.
    const observer = new MutationObserver(() => setTimeout(keep))
    observer.observe(element, { childList: true, subtree: true })
    element.addEventListener('focusin', come)
    element.addEventListener('focusout', leave)
    return () => {
      observer.disconnect()
      element.removeEventListener('focusin', come)
      element.removeEventListener('focusout', leave)
    }
  }, [panel])
}
