/**
 * Runs `work` once for all who ask while it runs; who asks after it settled starts it anew.
 *
 * @example
 * const renew = singleFlight(() => askForToken())
 * await Promise.all([renew(), renew()]) // one request
 */
export function singleFlight<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let flight: Promise<Value> | null = null
  return () => {
    flight ??= work().finally(() => {
      flight = null
    })
    return flight
  }
}
