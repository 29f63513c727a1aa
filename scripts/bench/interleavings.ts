import { type Bench, rounded } from './bench.ts'
import type { RaceModel } from './race-model.ts'

/** Loaded by its name, because what the models run is typed for a browser, and the benches are typed for Node. */
const modelsFile = new URL('../../tests/call/race-models.ts', import.meta.url).href

/**
 * Random interleavings over the real parts; the same models as in the tests, which run some thousands each. `violations`
 * counts the lots in which a rule broke: fast-check stops a lot at its first one, and the lot's seed is named so that it
 * can be played again.
 */
export const interleavings: Bench = {
  name: 'interleavings',
  says: '100000 random races over several models, with a row for each; violations: lots in which a rule broke',
  async *run() {
    const { raceModels } = (await import(modelsFile)) as { readonly raceModels: () => readonly RaceModel[] }
    const begun = performance.now()
    let n = 0
    let violations = 0
    for (const model of raceModels()) {
      const begunModel = performance.now()
      let broken = 0
      for (let done = 0; done < model.races; done += model.atATime) {
        const seed = done + 1
        const lot = await model.check(seed, model.atATime)
        if (!lot.failed) continue
        broken += 1
        yield { bench: 'interleavings', model: model.name, brokenInLotOfSeed: seed, rule: String(lot.errorInstance) }
      }
      n += model.races
      violations += broken
      const row = { bench: 'interleavings', model: model.name, races: model.races, broken, ...model.tally }
      yield { ...row, seconds: secondsSince(begunModel) }
    }
    yield { bench: 'interleavings', n, violations, seconds: secondsSince(begun) }
  },
}

function secondsSince(begun: number): number {
  return rounded((performance.now() - begun) / 1_000, 0)
}
