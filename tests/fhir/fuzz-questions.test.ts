import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { playedServer } from '../fixtures/fhir/played-server.ts'
import {
  from,
  mutatedAppointments,
  mutatedMatch,
  naiveAppointments,
  naiveMatch,
  patient,
  type Question,
  realAppointments,
  realMatch,
  withoutAppointments,
} from './fuzzed-questions.ts'
import { holdsPatientData, responseOf } from './fuzzed-search.ts'
import type { WireAnswer } from './mutated-answers.ts'
import { holdsNobody, trulyCertainOf } from './true-certain.ts'
import { isTrulyNoAppointment, saysWithheld } from './true-no-appointment.ts'

const runs = 2_500

/** What a question made of an answer; a failure is its code, and one with patient data in it breaks the rules (R79). */
async function wordOf(question: Question, answer: WireAnswer, peer: 'epic' | 'broker'): Promise<string> {
  const { options } = playedServer(() => responseOf(answer))
  try {
    return await question(options, peer)
  } catch (error) {
    if (!isIntegrationError(error)) return 'an exception'
    return holdsPatientData(error) ? 'patient data in a failure' : error.code
  }
}

/** Whether a word may be said to this answer. */
type Rule = (word: string, answer: WireAnswer) => boolean

/** Certain of one, truly; where Epic is truly certain, nothing else; and nobody where an answer or a refusal says so. */
const matchRule: Rule = (word, answer) => {
  const certain = trulyCertainOf(answer)
  if (word === 'nobody') return certain === null && holdsNobody(answer)
  return word.startsWith('certain') ? word === `certain of ${certain}` : certain === null
}

/** None only where there is truly none; and where some are held back, that is said. */
const appointmentRule: Rule = (word, answer) => {
  if (word === 'none') return isTrulyNoAppointment(answer, patient, from)
  return word !== 'some' || !saysWithheld(answer)
}

const bad = new Set(['an exception', 'patient data in a failure'])

describe.each([
  ['$match', mutatedMatch, matchRule, realMatch, naiveMatch, ['certain of eAda0Example0w3', 'nobody', 'not-certain']],
  [
    'appointments',
    mutatedAppointments,
    appointmentRule,
    realAppointments,
    naiveAppointments,
    ['none', 'some', 'withheld', 'some, others withheld'],
  ],
] as const)('mutated answers to %s', (_what, answers, rule, real, naive, expected) => {
  it.each(['epic', 'broker'] as const)(
    'make it say only what %s truly said, and fail with nobody’s data (R65, R66, R79)',
    { timeout: 60_000 },
    async (peer) => {
      const words: string[] = []
      await fc.assert(
        fc.asyncProperty(answers, async (answer) => {
          const word = await wordOf(real, answer, peer)
          words.push(word)
          expect([word, bad.has(word), rule(word, answer)]).toEqual([word, false, true])
        }),
        { numRuns: runs },
      )
      // Answers that were all garbage would keep every rule too.
      const rare = expected.filter((word) => words.filter((one) => one === word).length <= runs / 100)
      expect(rare).toEqual([])
    },
  )

  it('find the question out as it is written first, by what it says and by how it fails', async () => {
    for (const inHowItFails of [false, true]) {
      const keeps = fc.asyncProperty(answers, async (answer) => {
        const word = await wordOf(naive, answer, 'epic')
        return inHowItFails ? !bad.has(word) : bad.has(word) || rule(word, answer)
      })
      expect((await fc.check(keeps, { numRuns: 1_000 })).failed).toBe(true)
    }
  })
})

it.each(withoutAppointments.map((answer) => [answer] as const))(
  'never takes for withheld what is truly no appointment ahead: %#',
  async (body) => {
    const answer = { status: 200, contentType: 'application/fhir+json', text: JSON.stringify(body) }
    expect(isTrulyNoAppointment(answer, patient, from)).toBe(true)
    for (const peer of ['epic', 'broker'] as const) expect(await wordOf(realAppointments, answer, peer)).toBe('none')
  },
)
