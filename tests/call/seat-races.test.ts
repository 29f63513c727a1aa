import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { realParts } from './seat-parts.ts'
import { noSeatTally, seatRace } from './seat-race.ts'
import { type SeatRule, seatRules } from './seat-rules.ts'

const rules = Object.keys(seatRules) as SeatRule[]

// Snapshots, tokens, answers, presses, tabs, reloads and sleep, in every order.
it('keeps every rule at a whole seat (R17, R24, R42, R44, R45, R46, R47, R48, R52, R55, R81)', {
  timeout: 600_000,
}, async () => {
  const tally = noSeatTally()
  await fc.assert(seatRace(realParts, rules, tally), { numRuns: 2_000 })
  // Races in which nothing happened would keep every rule too.
  expect(tally.tokens).toBeGreaterThan(1_000)
  expect(tally.searches).toBeGreaterThan(1_000)
  expect(tally.answersOnScreen).toBeGreaterThan(5_000)
  expect(tally.charts).toBeGreaterThan(100)
  expect(tally.restored).toBeGreaterThan(100)
  expect(tally.withheld).toBeGreaterThan(1_000)
  expect(tally.taken).toBeGreaterThan(50)
})
