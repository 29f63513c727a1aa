import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLedger } from '../../src/broker/ledger.ts'
import { type LedgerPages, createMemoryPages } from '../../src/broker/ledger-pages.ts'
import { IntegrationError } from '../../src/domain/errors.ts'
import { anEmptyModel, commandBudgets, type Instances, ledgerCommands } from './ledger-commands.ts'
import { database, openPages } from './ledgers.ts'

const now = () => Date.parse('2026-11-24T10:00:00Z')
const ledgerOf = (pages: LedgerPages) => createLedger(pages, commandBudgets, now)

/** Pages that fail as a throttled table does; in memory nothing else would. */
function troubled(pages: LedgerPages) {
  let refusals = 0
  const troublesome = async () => {
    await nextTurn()
    if (refusals === 0) return
    refusals -= 1
    throw new IntegrationError('ledger-unavailable')
  }
  const troubledPages: LedgerPages = {
    ...pages,
    read: async (...question) => (await troublesome(), pages.read(...question)),
    change: async (...question) => (await troublesome(), pages.change(...question)),
    remove: async (...question) => (await troublesome(), pages.remove(...question)),
  }
  return { pages: troubledPages, throttle: (requests: number) => void (refusals = requests) }
}

const places: Readonly<Record<string, () => Promise<Instances>>> = {
  /** One process has one ledger in memory; many who ask it at once are many. */
  memory: async () => {
    const { pages, throttle } = troubled(createMemoryPages(now))
    return { ledgers: [ledgerOf(pages)], throttle }
  },
  /** Three instances of one site over one table, played on the wire; another site for every run. */
  dynamodb: async () => {
    const { faults } = await database
    const secret = randomBytes(32)
    const pages = await Promise.all([1, 2, 3].map(() => openPages('dynamodb', now, secret)))
    faults.throttle = 0
    return { ledgers: pages.map(ledgerOf), throttle: (requests) => void (faults.throttle = requests) }
  },
  /** As it is written first: what was read is still so when it is written. */
  naive: async () => {
    const pages = createMemoryPages(now)
    const naive: LedgerPages = {
      ...pages,
      async change(kind, key, change) {
        const before = await pages.read(kind, key)
        await nextTurn()
        const next = change(before)
        if (next !== undefined) await pages.change(kind, key, () => next)
        return before
      },
    }
    return { ledgers: [ledgerOf(naive), ledgerOf(naive)], throttle: () => undefined }
  },
  /** Three instances that share nothing, which is what LEDGER=memory would be on Lambda. */
  unshared: async () => ({
    ledgers: [1, 2, 3].map(() => ledgerOf(createMemoryPages(now))),
    throttle: () => undefined,
  }),
}

function keepsTheModel(place: string) {
  return fc.asyncProperty(ledgerCommands, async (commands) => {
    const real = await places[place]?.()
    if (real === undefined) throw new RangeError(place)
    await fc.asyncModelRun(() => ({ model: anEmptyModel(), real }), commands)
  })
}

it.each([
  ['memory', 150],
  ['dynamodb', 15],
] as const)(
  'says in %s what the plainest ledger would say, whoever asks at once and whatever is throttled (R21)',
  { timeout: 120_000 },
  async (place, numRuns) => {
    const { failed, errorInstance } = await fc.check(keepsTheModel(place), { numRuns, endOnFailure: true })
    expect([failed, errorInstance]).toEqual([false, null])
  },
)

it.each(['naive', 'unshared'])('finds a ledger out that is %s', { timeout: 60_000 }, async (place) => {
  const { failed, errorInstance } = await fc.check(keepsTheModel(place), { numRuns: 300, endOnFailure: true })
  expect(failed).toBe(true)
  expect(errorInstance).toMatchObject({ name: 'LedgerWrong' })
})
