export interface IdleWatchOptions {
  /** Whether the agent has a call: then nobody is idle, however still the mouse. */
  readonly isBusy: () => boolean
  readonly onOver: (why: 'idle' | 'shift-over') => void
  /** How long ago the agent showed who they are; 0 where nobody says. */
  readonly signedInForMs?: number
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly idleAfterMs?: number
  readonly shiftMs?: number
}

/** After so long an agent shows anew who they are (R39). */
export const longestShiftMs = 12 * 3_600_000

export interface IdleWatch {
  /** The agent did something. */
  showActivity(): void
  stop(): void
}

const betweenLooks = 15_000

/**
 * Watches for an agent who left: 15 minutes without a sign outside a call, or 12 hours since they signed in, where the
 * provider says when, else since the page was loaded, and `onOver` is called once (R39). The end of a call counts as a sign;
 * the 12 hours, too, wait for it.
 *
 * Times are compared, not counted, so a computer that slept is noticed at its first look.
 */
export function watchIdle(options: IdleWatchOptions): IdleWatch {
  const { isBusy, onOver, now = Date.now, idleAfterMs = 15 * 60_000, shiftMs = longestShiftMs } = options
  const startedAt = now() - (options.signedInForMs ?? 0)
  let activeAt = now()

  const look = () => {
    if (isBusy()) {
      activeAt = now()
      return
    }
    const isOver = now() - startedAt >= shiftMs
    if (!isOver && now() - activeAt < idleAfterMs) return

    clearInterval(timer)
    onOver(isOver ? 'shift-over' : 'idle')
  }
  const timer = setInterval(look, betweenLooks)

  return {
    showActivity() {
      activeAt = now()
    },
    stop: () => clearInterval(timer),
  }
}
