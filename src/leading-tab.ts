/** The name under which the browser keeps one tab of the widget apart from the others of its origin. */
const lockName = 'agent-widget'

/**
 * Tries to become the one tab that shows calls; answers whether this one is.
 *
 * Every tab hears every contact event (facts/ccp-streams.md 5), so two would search twice for one call and show two
 * panels. The lock is held until the tab closes; it needs no storage and cannot be left behind by a crash (Web Locks
 * API). Where the browser has no such locks or refuses them, every tab leads: no call waits for a lock.
 *
 * @param how `take` takes the lead from the tab that has it, because the agent said so.
 * @param onTaken Called when another tab took the lead from this one.
 */
export function leadTabs(
  how: 'ask' | 'take',
  onTaken: () => void,
  locks: LockManager | null = 'locks' in navigator ? navigator.locks : null,
): Promise<boolean> {
  if (locks === null) return Promise.resolve(true)

  return new Promise((resolve) => {
    const options: LockOptions = how === 'take' ? { steal: true } : { ifAvailable: true }
    let isLeading = false
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      isLeading = lock !== null
      resolve(isLeading)
      return isLeading ? new Promise(() => undefined) : undefined
    }
    locks.request(lockName, options, hold).catch(() => {
      if (isLeading) onTaken()
      else resolve(true)
    })
  })
}
