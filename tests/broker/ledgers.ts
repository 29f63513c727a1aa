import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { createDynamoPages } from '../../src/broker/dynamo-pages.ts'
import { createLedger, type Ledger } from '../../src/broker/ledger.ts'
import { createMemoryPages } from '../../src/broker/ledger-pages.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { ledgerTable, playDynamoDb } from '../../src/sandbox/dynamodb/played-dynamodb.ts'

export const minute = 60_000
export const hour = 60 * minute
/** Smaller than those of a site, so that a day of them is over soon. */
export const budgets = { perContact: 5, perHour: 10, perDay: 24 }

/** One database for the tests of a file; each test has a secret, and so a ledger, of its own. */
const database = playDynamoDb()

/** The tests are about who gets through; on a busy computer everybody has the time to. */
const timeoutMs = 60_000

/** A broker's place for pages, by the name of the setting. Two with one secret are two instances of one site. */
export async function openPages(place: string, now: () => number, secret = randomBytes(32)) {
  if (place === 'memory') return createMemoryPages(now)
  const { endpoint } = await database
  const pages = createDynamoPages({
    table: ledgerTable,
    region: 'us-east-1',
    endpoint,
    secret: async () => secret,
    now,
    timeoutMs,
  })
  onTestFinished(() => pages.close())
  return pages
}

export { database }

/** A ledger at the beginning of a minute, with a clock of the test's own. */
export async function aLedger(place: string) {
  const clock = { now: Date.parse('2026-11-24T10:00:00Z') }
  const ledger = createLedger(await openPages(place, () => clock.now), budgets, () => clock.now)
  return { ledger, clock, passed: passing(ledger) }
}

/** Counts how many of so many searches at once get through. */
export function passing(...ledgers: readonly Ledger[]) {
  return async (count: number, contactOf: (index: number) => string, agentId = 'dana'): Promise<number> => {
    const charges = Array.from({ length: count }, async (_, index) => {
      await ledgers[index % ledgers.length]?.chargeSearch({ agentId, contactId: contactOf(index) })
    })
    return (await Promise.allSettled(charges)).filter(({ status }) => status === 'fulfilled').length
  }
}

/** The code and the wait of a charge that is refused; null where it is not. */
export async function refusalOf(charge: Promise<unknown>): Promise<readonly [string, number | null] | null> {
  try {
    await charge
    return null
  } catch (error) {
    if (isIntegrationError(error)) return [error.code, error.retryAfterMs]
    throw error
  }
}
