import type { CallSessionStore } from '../call/call-session-store.ts'
import type { CallSessions } from '../domain/call-sessions.ts'

const emptiness = /^$/

/**
 * Forgets what the page's memory holds of a contact that left, beside all that was kept for it on purpose (R55).
 *
 * React keeps the tree it drew before beside the one it shows, with the session, the patient and what was typed in its
 * props, until it draws once more: so the panel is drawn again, as it is. It keeps the field that had the focus when the
 * field went from the page, because browsers tell of no end of the focus then: so the end is told. JavaScript keeps the last
 * text in which a regular expression found something (`RegExp.$_`), which was a number or a name: so it finds nothing.
 *
 * @param element In which the panel is drawn.
 * @param draw Draws the whole panel as it is now.
 * @returns A function after which nothing is drawn any more.
 */
export function afterEachLeave(store: CallSessionStore, element: HTMLElement, draw: () => void): () => void {
  let before = store.getSnapshot()
  let timer: ReturnType<typeof setTimeout> | undefined
  const forget = () => {
    element.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    draw()
    emptiness.test('')
  }
  const stop = store.subscribe(() => {
    const after = store.getSnapshot()
    const isLeft = hasLeft(before.current, after.current) || hasLeft(before.vanished, after.vanished)
    before = after
    if (!isLeft) return

    clearTimeout(timer)
    // In a turn of its own, after the one in which the contact goes from the page.
    timer = setTimeout(forget)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

function hasLeft(before: CallSessions['current'], after: CallSessions['current']): boolean {
  return before !== after && [...before.keys()].some((contactId) => !after.has(contactId))
}
