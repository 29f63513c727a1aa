import { assert, check } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SnapshotOrder, snapshotOrders } from './snapshot-orders.ts'
import { streamsDays } from './streams-day.ts'

const orders = Object.keys(snapshotOrders) as SnapshotOrder[]

describe('our adapter, whatever the real Streams makes of the snapshots (R46, R82)', () => {
  it.each(orders)('%s', { timeout: 120_000 }, (order) => {
    const tally = { announced: 0, told: 0 }
    const days = streamsDays('ours', tally)
    assert(snapshotOrders[order](days.open), { numRuns: 3_000 })
    days.close()
    // Days on which nothing was told would keep every order too.
    expect(tally.announced).toBeGreaterThan(2_000)
  })
})

describe('an adapter that believes every event', () => {
  it.each(orders)('is found out: %s', (order) => {
    const days = streamsDays('naive')
    expect(check(snapshotOrders[order](days.open), { numRuns: 300 }).failed).toBe(true)
    days.close()
  })
})
