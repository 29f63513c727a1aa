/**
 * Makes a handler safe to hand to a foreign library: what it throws is reported to the page's `error` event and
 * goes no further, so the softphone keeps working whatever we throw (R69).
 *
 * Streams would swallow the exception and log it away (facts/ccp-streams.md 1.7), and a fault of ours must surface.
 */
export function guarded<Arguments extends unknown[]>(
  handler: (...args: Arguments) => void,
): (...args: Arguments) => void {
  return (...args) => {
    try {
      handler(...args)
    } catch (error) {
      surface(error)
    }
  }
}

function surface(error: unknown): void {
  if (typeof reportError === 'function') return reportError(error)
  setTimeout(() => {
    throw error
  })
}
