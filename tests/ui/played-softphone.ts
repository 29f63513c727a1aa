import type { ContactEvent, ContactId } from '../../src/domain/contact.ts'
import type { Agent, ConnectState, Softphone } from '../../src/domain/ports.ts'

/** A softphone that a test plays: what it tells the widget, and how often it was told of activity. */
export interface PlayedSoftphone {
  readonly softphone: Softphone
  readonly tell: (event: ContactEvent) => void
  readonly stand: (state: ConnectState, agent?: Agent | null) => void
  readonly activity: () => number
  /** What the panel asked it to do, in order. */
  readonly pressed: ('log-in' | 'reload')[]
  /** The browser lets no window open from here on. */
  readonly blockWindows: () => void
}

/** A softphone that stands as named from the start, and is this agent's. */
export function playSoftphone(first: ConnectState, agent: Agent | null): PlayedSoftphone {
  let standing: readonly [ConnectState, Agent | null] = [first, agent]
  let activity = 0
  let isBlocking = false
  const pressed: PlayedSoftphone['pressed'] = []
  const listeners = new Set<(event: ContactEvent) => void>()
  const stateListeners = new Set<(state: ConnectState, agent: Agent | null) => void>()

  return {
    softphone: {
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      onState(listener) {
        stateListeners.add(listener)
        listener(...standing)
        return () => stateListeners.delete(listener)
      },
      showActivity: () => void (activity += 1),
      openLogIn(onBlocked) {
        pressed.push('log-in')
        if (isBlocking) onBlocked()
      },
      reload: () => void pressed.push('reload'),
    },
    tell: (event) => listeners.forEach((listener) => listener(event)),
    stand(state, next = standing[1]) {
      standing = [state, next]
      stateListeners.forEach((listener) => listener(...standing))
    },
    activity: () => activity,
    pressed,
    blockWindows: () => void (isBlocking = true),
  }
}

/** The id of the contact a test speaks of when it names none. */
export const firstContact: ContactId = 'contact-1'
