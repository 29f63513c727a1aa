import * as fc from 'fast-check'
import type { RaceModel } from '../../scripts/bench/race-model.ts'
import { type SnapshotOrder, snapshotOrders } from '../connect/snapshot-orders.ts'
import { streamsDays } from '../connect/streams-day.ts'
import { race } from './race.ts'
import { type RaceRule, raceRules } from './race-rules.ts'
import { realDesk } from './real-desk.ts'
import { realParts } from './seat-parts.ts'
import { noSeatTally, seatRace } from './seat-race.ts'
import { type SeatRule, seatRules } from './seat-rules.ts'

/**
 * The models of the tests, with their shares of the bench's hundred thousand races.
 *
 * `desk`: invented contact events, answers, presses and questions over store, queries and opening. `snapshots`: orders of
 * snapshots over the real Streams and our adapter. `seat`: all of it at once, with the client of the broker, two tabs,
 * reloads and sleep; a race of it takes 20 ms, half of which is the loading of Streams, so it has a twentieth of all.
 */
export function raceModels(): RaceModel[] {
  return [desk(), ...snapshots(), seat()]
}

function desk(): RaceModel {
  const tally = { searches: 0, answersOnScreen: 0, charts: 0 }
  const rules = Object.keys(raceRules) as RaceRule[]
  return {
    name: 'desk',
    races: 50_000,
    atATime: 10_000,
    tally,
    check: (seed, numRuns) => fc.check(race(realDesk, rules, tally), { numRuns, seed }),
  }
}

function snapshots(): RaceModel[] {
  return (Object.keys(snapshotOrders) as SnapshotOrder[]).map((order, place) => {
    const tally = { announced: 0, told: 0 }
    return {
      name: `snapshots ${place + 1}`,
      races: 15_000,
      atATime: 5_000,
      tally,
      check(seed, numRuns) {
        const days = streamsDays('ours', tally)
        const lot = fc.check(snapshotOrders[order](days.open), { numRuns, seed })
        days.close()
        return lot
      },
    }
  })
}

function seat(): RaceModel {
  const tally = noSeatTally()
  const rules = Object.keys(seatRules) as SeatRule[]
  return {
    name: 'seat',
    races: 5_000,
    atATime: 500,
    tally,
    check: (seed, numRuns) => fc.check(seatRace(realParts, rules, tally), { numRuns, seed }),
  }
}
