import * as fc from 'fast-check'
import { race, type Tally } from '../../tests/call/race.ts'
import { type RaceRule, raceRules } from '../../tests/call/race-rules.ts'
import { realDesk } from '../../tests/call/real-desk.ts'
import { type Bench, type Row, rounded } from './bench.ts'

const all = 100_000
const atATime = 10_000

/**
 * Random orders of contact events, answers, presses and questions over the real store, queries and opening; the same
 * races as in `tests/call/races.test.ts`, which runs a hundredth of them. `violations` counts the lots in which a rule
 * broke: fast-check stops a lot at its first one, and the lot's seed is named so that it can be played again.
 */
export const interleavings: Bench = {
  name: 'interleavings',
  says: `${all} random races of events, answers and presses; violations: lots of ${atATime} in which a rule broke`,
  async *run() {
    const tally: Tally = { searches: 0, answersOnScreen: 0, charts: 0 }
    const rules = Object.keys(raceRules) as RaceRule[]
    const begun = performance.now()
    let violations = 0
    for (let n = 0; n < all; n += atATime) {
      const seed = n + 1
      const lot = await fc.check(race(realDesk, rules, tally), { numRuns: atATime, seed })
      if (!lot.failed) continue
      violations += 1
      yield { bench: 'interleavings', brokenInLotOfSeed: seed, rule: String(lot.errorInstance) }
    }
    const row: Row = { bench: 'interleavings', n: all, violations, ...tally }
    yield { ...row, seconds: rounded((performance.now() - begun) / 1_000, 0) }
  },
}
