import { assumptions } from './assumptions.ts'
import type { Load } from './simulate.ts'

/**
 * List prices in US dollars, us-east-1 (CloudFront: United States), as stored copies of these pages gave them in 2025 and
 * 2026. They change: to be checked before anybody plans with them; docs/scale.md names the page and date of each.
 */
export const listPrices = {
  lambdaRequest: 0.2 / 1e6,
  lambdaGbSecond: 0.0000133334,
  httpApiRequest: 1 / 1e6,
  dynamoWrite: 0.625 / 1e6,
  dynamoRead: 0.125 / 1e6,
  kmsRequest: 0.03 / 1e4,
  cloudFrontRequest: 0.01 / 1e4,
  cloudFrontGb: 0.085,
  wafRequest: 0.6 / 1e6,
  logGb: 0.5,
  logGbMonth: 0.03,
} as const

/**
 * Pages of the ledger, for one request of each kind (broker/ledger.ts): a page that is changed is read and written, one
 * that is looked at is read.
 */
const pages = {
  written: { token: 1, search: 3, appointments: 1, confirmation: 3 },
  read: { token: 2, search: 4, appointments: 2, confirmation: 4 },
} as const
const functionGb = 1
/** Bytes of an answer with its headers, and of the audit and access lines of a request: guesses. */
const bytesPerAnswer = 2_000
const logBytesPerRequest = 1_500
/** 45 CFR 164.316(b)(2)(i): six years. */
const monthsKept = 72
/** An instance signs once for each of Epic's tokens, which live an hour. */
const signaturesPerInstanceHour = 1

type Service = 'function' | 'gateway' | 'ledger' | 'CloudFront' | 'firewall' | 'logs' | 'logs, kept six years' | 'KMS'

/** What a thousand calls cost in requests to AWS, by service, in US dollars. Keys, rules and alarms cost by the month. */
export function pricePerThousandCalls(load: Load): Readonly<Record<Service, number>> {
  const { searchesPerCall, requestsPerCall, instances, callsPerSecond } = load
  const slow = searchesPerCall + assumptions.looksAtAppointments
  const held = slow * assumptions.secondsHeld.search + (requestsPerCall - slow) * assumptions.secondsHeld.quick
  const logGb = (requestsPerCall * logBytesPerRequest) / 1e9
  const sentGb = (requestsPerCall * bytesPerAnswer) / 1e9
  const signatures = (instances * signaturesPerInstanceHour) / (callsPerSecond * 3_600)
  return {
    function: 1_000 * (requestsPerCall * listPrices.lambdaRequest + held * functionGb * listPrices.lambdaGbSecond),
    gateway: 1_000 * requestsPerCall * listPrices.httpApiRequest,
    ledger:
      1_000 *
      (pagesPerCall('written', load) * listPrices.dynamoWrite + pagesPerCall('read', load) * listPrices.dynamoRead),
    CloudFront: 1_000 * (requestsPerCall * listPrices.cloudFrontRequest + sentGb * listPrices.cloudFrontGb),
    firewall: 1_000 * requestsPerCall * listPrices.wafRequest,
    logs: 1_000 * logGb * listPrices.logGb,
    'logs, kept six years': 1_000 * logGb * listPrices.logGbMonth * monthsKept,
    KMS: 1_000 * signatures * listPrices.kmsRequest,
  }
}

/** How many pages of the ledger are written, or read, for one call. */
export function pagesPerCall(way: 'written' | 'read', { searchesPerCall }: Pick<Load, 'searchesPerCall'>): number {
  const { token, search, appointments, confirmation } = pages[way]
  return (
    token +
    searchesPerCall * search +
    assumptions.looksAtAppointments * appointments +
    assumptions.confirmed * confirmation
  )
}
