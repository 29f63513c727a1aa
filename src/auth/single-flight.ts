/**
 * Runs `work` once for all who ask while it runs, as the first of them asked; who asks after it settled starts it anew.
 *
 * @example
 * const renew = singleFlight(() => askForToken())
 * await Promise.all([renew(), renew()]) // one request
 */
export function singleFlight<Value, Asked extends readonly unknown[]>(
  work: (...asked: Asked) => Promise<Value>,
): (...asked: Asked) => Promise<Value> {
  let flight: Promise<Value> | null = null
  return (...asked) => {
    flight ??= work(...asked).finally(() => {
      flight = null
    })
    return flight
  }
}
