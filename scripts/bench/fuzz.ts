import * as fc from 'fast-check'
import { judge, naiveSearch, realSearch, type Search } from '../../tests/fhir/fuzzed-search.ts'
import { mutatedAnswer, type WireAnswer } from '../../tests/fhir/mutated-answers.ts'
import { type Bench, rounded } from './bench.ts'

const all = 10_000

/**
 * Mutated answers of Epic through the search that ships; the same as in `tests/fhir/fuzz.test.ts`, which runs fewer of
 * them. `violations` counts "nobody" where there was no true empty searchset, exceptions of another kind than ours, and
 * patient data in failures; `naiveViolations` what the same rules find in a search as it is written first.
 */
export const fuzz: Bench = {
  name: 'fuzz',
  says: `${all} mutated answers of Epic; violations: “nobody” without a true empty searchset, exceptions, patient data in failures`,
  async *run() {
    const begun = performance.now()
    const answers = fc.sample(mutatedAnswer, { numRuns: all, seed: 1 })
    const real = await countOf(realSearch('epic'), answers)
    const naive = await countOf(naiveSearch, answers)
    const seconds = rounded((performance.now() - begun) / 1_000, 0)
    yield { bench: 'fuzz', n: answers.length, ...real, naiveViolations: naive.violations, seconds }
  },
}

async function countOf(search: Search, answers: readonly WireAnswer[]) {
  const count = { violations: 0, nobody: 0, found: 0 }
  for (const answer of answers) {
    const { word, broken } = await judge(search, answer)
    if (broken !== null) count.violations += 1
    if (word === 'none') count.nobody += 1
    if (word === 'found') count.found += 1
  }
  return count
}
