import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { judge, naiveSearch, realSearch, type Search, type Verdict } from './fuzzed-search.ts'
import { mutatedAnswer, type WireAnswer } from './mutated-answers.ts'
import { isTrulyNobody } from './true-nobody.ts'

const runs = 2_000

it.each(['epic', 'broker'] as const)(
  'says "nobody" to none but a true empty searchset, whatever %s answers, and fails with nobody’s data (R65, R66, R79)',
  { timeout: 60_000 },
  async (peer) => {
    const verdicts: Verdict[] = []
    await fc.assert(
      fc.asyncProperty(mutatedAnswer, async (answer) => {
        const verdict = await judge(realSearch(peer), answer)
        verdicts.push(verdict)
        expect(verdict.broken).toBeNull()
      }),
      { numRuns: runs },
    )
    // Answers that were all garbage would keep every rule too.
    const words = new Set(verdicts.map(({ word }) => word))
    expect([...words]).toEqual(expect.arrayContaining(['none', 'found', 'too-little']))
    expect(verdicts.filter(({ word }) => word === 'none').length).toBeGreaterThan(runs / 50)
  },
)

it('never takes a true empty searchset for a failure', async () => {
  await fc.assert(
    fc.asyncProperty(mutatedAnswer.filter(isTrulyNobody), async (answer: WireAnswer) => {
      expect(await judge(realSearch('epic'), answer)).toEqual({ word: 'none', broken: null })
    }),
    { numRuns: 200 },
  )
})

it.each(['nobody, falsely', 'an exception', 'patient data in a failure'] as const)(
  'finds a naive search out by the rule: %s',
  async (rule) => {
    const breaksRule = fc.asyncProperty(mutatedAnswer, async (answer) => {
      return (await judge(naiveSearch satisfies Search, answer)).broken !== rule
    })
    expect((await fc.check(breaksRule, { numRuns: 1_000 })).failed).toBe(true)
  },
)
