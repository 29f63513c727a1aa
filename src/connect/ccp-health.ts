import type { Agent, ConnectState } from '../domain/ports.ts'
import { guarded } from './guard.ts'

type Listener = (state: ConnectState, agent: Agent | null) => void

/** How the CCP stands, made of what comes from it and of how long nothing came. */
export interface CcpHealth {
  /** The CCP answered a keep-alive. */
  readonly acknowledged: () => void
  /** The tab may have slept: how long was it silent? */
  readonly look: () => void
  /** The CCP told its whole state, which only a signed-in one does. */
  readonly updated: (agent: Agent) => void
  /** The CCP's session ended: Streams opens its log-in window. */
  readonly signedOut: () => void
  /** The CCP was loaded, and so many milliseconds later it should have spoken. */
  readonly awaited: (forMs: number) => void
  /** Connect will not have this agent. */
  readonly refused: () => void
  /** Calls `listener` at once and at every change, until the returned way out is called. */
  readonly onState: (listener: Listener) => () => void
}

/** Longer than the 30 s between two of the CCP's own updates, which come even where timers of hidden tabs are slowed. */
const longestSilence = 45_000
const betweenLooks = 5_000

/**
 * Watches the CCP, because Streams does not: a CCP that dies after its start goes unnoticed (facts/ccp-streams.md 1.2).
 *
 * It begins as `connecting` and is `ready` with the first update; a bare acknowledgement does not make it so. After
 * 45 s of silence it is `lost`, be it that the CCP died or that this tab slept, until it told its whole state anew: what
 * was shown before may be of a call that is long over (R81). `signed-out` and `refused` end with an update too: an old
 * session's worker goes on acknowledging. One that is loaded and says nothing is `unheard`: its log-in page, a page that is
 * down, and one without its storage are all silent, so it is not taken for signed out.
 *
 * @param askForState Asks the CCP for its whole state; called when a lost one is heard again.
 * @param now Milliseconds of a clock that need not be right, only go forward.
 */
export function watchCcp(askForState: () => void, now: () => number = Date.now): CcpHealth {
  const listeners = new Set<Listener>()
  let state: ConnectState = 'connecting'
  let agent: Agent | null = null
  let heardAt: number | null = null

  const become = (next: ConnectState, nextAgent: Agent | null) => {
    if (next === state && isSame(nextAgent, agent)) return
    state = next
    agent = nextAgent
    for (const listener of listeners) listener(state, agent)
  }

  const look = () => {
    const isSilent = heardAt !== null && now() - heardAt > longestSilence
    if (isSilent && (state === 'ready' || state === 'connecting')) become('lost', agent)
  }
  setInterval(look, betweenLooks)

  return {
    look,
    acknowledged() {
      // In a tab that wakes, this may come before the clock that would have noticed.
      look()
      heardAt = now()
      if (state !== 'lost' && state !== 'unheard') return
      if (agent === null) become('connecting', null)
      else askForState()
    },
    updated(theAgent) {
      heardAt = now()
      become('ready', theAgent)
    },
    signedOut: () => become('signed-out', null),
    awaited(forMs) {
      const isHeard = heardAt !== null && now() - heardAt < forMs
      if (!isHeard && (state === 'connecting' || state === 'lost')) become('unheard', agent)
    },
    refused: () => become('refused', null),
    onState(listener) {
      const safe = guarded(listener)
      listeners.add(safe)
      safe(state, agent)
      return () => void listeners.delete(safe)
    },
  }
}

function isSame(a: Agent | null, b: Agent | null): boolean {
  return a?.username === b?.username && a?.name === b?.name && a?.language === b?.language
}
