import { assumptions } from './assumptions.ts'
import type { Load } from './simulate.ts'

/**
 * List prices in US dollars, us-east-1, as stored copies of these pages gave them in 2025 and 2026. To be checked before
 * anybody plans with them; docs/scale.md names the pages. CloudFront and WAF are not among them: no page was found.
 */
export const listPrices = {
  lambdaRequest: 0.2 / 1e6,
  lambdaGbSecond: 0.0000133334,
  httpApiRequest: 1 / 1e6,
  dynamoWrite: 0.625 / 1e6,
  dynamoRead: 0.125 / 1e6,
  kmsRequest: 0.03 / 1e4,
} as const

/** Of the ledger, for one request of each kind: pages changed are one strong read and one write each. */
const pagesPerCall = { token: 1, search: 3, appointments: 2, confirmation: 3 } as const
const functionGb = 1

/** What a thousand calls cost in requests to AWS, by service, in US dollars. Keys, logs and alarms cost by the month. */
export function pricePerThousandCalls(load: Load): Readonly<Record<'function' | 'gateway' | 'ledger', number>> {
  const { searchesPerCall, requestsPerCall } = load
  const slow = searchesPerCall + assumptions.looksAtAppointments
  const held = slow * assumptions.secondsHeld.search + (requestsPerCall - slow) * assumptions.secondsHeld.quick
  const pages =
    pagesPerCall.token +
    searchesPerCall * pagesPerCall.search +
    assumptions.looksAtAppointments * pagesPerCall.appointments +
    assumptions.confirmed * pagesPerCall.confirmation
  return {
    function: 1_000 * (requestsPerCall * listPrices.lambdaRequest + held * functionGb * listPrices.lambdaGbSecond),
    gateway: 1_000 * requestsPerCall * listPrices.httpApiRequest,
    ledger: 1_000 * pages * (listPrices.dynamoWrite + listPrices.dynamoRead),
  }
}
