import type { CallEvent } from '../domain/call-event.ts'
import type { CallRules } from '../domain/call-session.ts'
import { advance, type CallSessions, noSessions } from '../domain/call-sessions.ts'
import type { ContactId } from '../domain/contact.ts'

/** The sessions of all contacts, for as long as the page lives. It holds no answer of Epic's but the opened patient. */
export interface CallSessionStore {
  readonly getSnapshot: () => CallSessions
  /** Calls `listener` after every change until the returned function is called; the shape `useSyncExternalStore` takes. */
  readonly subscribe: (listener: () => void) => () => void
  readonly dispatch: (event: CallEvent) => void
  /** Calls `listener` with each contact at the moment it leaves, so that all that was kept for it goes too (R45). */
  readonly onLeave: (listener: (contactId: ContactId) => void) => () => void
}

/** An empty store that moves by the site's rules. */
export function createCallSessionStore(rules: CallRules): CallSessionStore {
  let sessions = noSessions
  const listeners = new Set<() => void>()
  const leaveListeners = new Set<(contactId: ContactId) => void>()

  return {
    getSnapshot: () => sessions,
    subscribe: (listener) => listen(listeners, listener),
    onLeave: (listener) => listen(leaveListeners, listener),
    dispatch(event) {
      const before = sessions
      const after = advance(before, event, rules)
      if (after === before) return

      sessions = after
      for (const listener of listeners) listener()
      for (const contactId of before.current.keys()) {
        if (!after.current.has(contactId)) for (const listener of leaveListeners) listener(contactId)
      }
    },
  }
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
