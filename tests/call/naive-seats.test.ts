import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { naiveSeats } from './naive-seats.ts'
import { noSeatTally, seatRace } from './seat-race.ts'
import { type SeatRule, seatRules } from './seat-rules.ts'

it.each(Object.keys(seatRules) as SeatRule[])(
  'finds a naive seat out by the rule: %s',
  { timeout: 600_000 },
  async (rule) => {
    const race = seatRace(naiveSeats[rule], [rule], noSeatTally())
    const run = await fc.check(race, { numRuns: 2_000, endOnFailure: true })
    expect(String(run.errorInstance)).toContain(`Broken: ${rule}`)
  },
)
