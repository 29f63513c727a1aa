import type { Ani } from '../../src/domain/ani.ts'
import { noAnswers } from '../../src/domain/entered.ts'
import type { Said } from '../../src/domain/match.ts'
import type { Patient } from '../../src/domain/patient.ts'
import { rank } from '../../src/domain/ranking.ts'
import { chooseByAnswers, tellApart, type ToldChoice } from '../../src/domain/telling-answers.ts'
import { type Candidate, compareAll } from '../../src/domain/verification.ts'
import { ordinaryVerification } from '../../src/domain/verification-policy.ts'
import { type Warning, warningsOf } from '../../src/domain/warnings.ts'

/** What an agent sees of an answer once all is said, at a site of the ordinary policy. */
export interface ReadAnswer {
  readonly rows: readonly Candidate[]
  readonly choice: ToldChoice
  /** Who alone agrees with the birth date, or null. */
  readonly alone: Patient | null
  /** Whether anything but the name on the button says that somebody else may be meant. */
  readonly isFlagged: boolean
}

/** Reads the patients of an answer as the panel does, beside what was said and the number that called. */
export function readAnswer(patients: readonly Patient[], said: Said, ani: Ani, today: string): ReadAnswer {
  const candidates = compareAll(patients, said, ani)
  const entered = { birthDate: said.birthDate, answers: noAnswers, foundBy: null }
  const telling = tellApart(candidates, entered, {}, ordinaryVerification)
  const choice = chooseByAnswers(candidates, entered, null, ordinaryVerification, telling)
  const [only = null, ...others] = candidates.filter(({ comparison }) => comparison.birthDate === 'agrees')
  return {
    rows: rank(candidates, telling),
    choice,
    alone: others.length === 0 ? (only?.patient ?? null) : null,
    isFlagged: choice.kind !== 'open' || warnsOfAnother(warningsOf(choice.patient, patients, ani, today)),
  }
}

/** Warnings that somebody else may be meant; that a patient is a minor or deceased says nothing of that. */
const ofAnother: ReadonlySet<Warning> = new Set(['same-name', 'similar-name', 'twin', 'number-old'])

/** Whether one of these warnings says that the patient may be taken for another: by name, birth date or number. */
export function warnsOfAnother(warnings: readonly Warning[]): boolean {
  return warnings.some((warning) => ofAnother.has(warning))
}
