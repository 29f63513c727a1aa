import { useSyncExternalStore } from 'react'
import type { CallSessions } from '../domain/call-sessions.ts'
import { usePanelParts } from './panel-parts.ts'

/** The sessions of all contacts, as they are now. */
export function useSessions(): CallSessions {
  const { store } = usePanelParts()
  return useSyncExternalStore(store.subscribe, store.getSnapshot)
}
