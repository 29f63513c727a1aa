/** Telling apart those who were born on one day, by what the caller answers and the agent types. */
import { bestQuestion, isKnown, recordTailLength } from './ask-next.ts'
import { agreeOnNames, type NameAgreement } from './name-agreement.ts'
import type { Patient, PatientId } from './patient.ts'
import { foldName } from './person-name.ts'
import type { Answers, TellingQuestion } from './telling-question.ts'
import { type Candidate, isNamedOtherwise, type OpenChoice } from './verification.ts'

/** How one candidate stands to the answers; a question that is not asked is absent. */
export type Told = Readonly<Partial<Record<TellingQuestion, NameAgreement>>>

/**
 * What is asked after the birth date, and what the answers say.
 *
 * `questions` are asked one after the other, the last one without an answer that tells more. `remaining` are those in
 * question still: the ones who agree with every answer, and the ones of whom Epic does not know what was asked.
 */
export interface Telling {
  readonly questions: readonly TellingQuestion[]
  readonly remaining: readonly Patient[]
  readonly told: ReadonlyMap<PatientId, Told>
}

/**
 * Asks, while several candidates agree with the birth date, the question that separates them best, then the next.
 *
 * Nobody differs from an answer that nobody agrees with: it is still being typed, or was misheard. So no half of a number
 * tells whose it begins.
 */
export function tellApart(candidates: readonly Candidate[], answers: Answers): Telling {
  let remaining = candidates.filter(({ comparison }) => comparison.birthDate === 'agrees').map(({ patient }) => patient)
  const questions: TellingQuestion[] = []
  const told = new Map<PatientId, Told>(remaining.map(({ id }) => [id, {}]))

  while (remaining.length > 1) {
    const question = bestQuestion(remaining, questions)
    if (question === null) break
    questions.push(question)

    const agreements = agreeOnAnswer(remaining, question, answers[question] ?? '')
    for (const [{ id }, agreement] of agreements) told.set(id, { ...told.get(id), [question]: agreement })
    if (![...agreements.values()].includes('agrees')) break
    remaining = remaining.filter((patient) => agreements.get(patient) !== 'differs')
  }
  return { questions, remaining, told }
}

/**
 * What the answers make of the choice: where they leave one of several who were born that day, that one may be opened,
 * and a row that was chosen against an answer may not.
 */
export function chooseByAnswers(
  choice: OpenChoice,
  { remaining, questions, told }: Telling,
  candidates: readonly Candidate[],
): OpenChoice | { readonly kind: 'answers-differ'; readonly patient: Patient } {
  if (choice.kind === 'open') {
    const isOther = Object.values(told.get(choice.patient.id) ?? {}).includes('differs')
    return isOther ? { kind: 'answers-differ', patient: choice.patient } : choice
  }
  const [only] = remaining
  if (choice.kind !== 'needs-pick' || questions.length === 0 || remaining.length !== 1 || only === undefined)
    return choice

  const candidate = candidates.find(({ patient }) => patient.id === only.id)
  return candidate === undefined || isNamedOtherwise(candidate.comparison) ? choice : { kind: 'open', patient: only }
}

function agreeOnAnswer(
  patients: readonly Patient[],
  question: TellingQuestion,
  answer: string,
): Map<Patient, NameAgreement> {
  const agreements = patients.map((patient): [Patient, NameAgreement] => [
    patient,
    isKnown(question, patient) ? comparisons[question](patient, answer) : 'unknown',
  ])
  const isHeard = agreements.some(([, agreement]) => agreement === 'agrees')
  return new Map(
    agreements.map(([patient, agreement]) => {
      if (isHeard) return [patient, agreement === 'agrees' || agreement === 'unknown' ? agreement : 'differs']
      return [patient, agreement === 'differs' ? 'unknown' : agreement]
    }),
  )
}

const comparisons: Record<TellingQuestion, (patient: Patient, answer: string) => NameAgreement> = {
  given: (patient, answer) => agreeOnNames(patient.names, { given: answer, family: null }).given,
  'street-number': ({ streetNumber }, answer) => agreesIf(isSame(streetNumber, answer)),
  'record-number': ({ recordNumbers }, answer) =>
    agreesIf(recordNumbers.some(({ value }) => endsWith(foldName(value), foldName(answer)))),
  town: ({ town }, answer) => agreesIf(isSame(town, answer)),
}

function agreesIf(isAgreeing: boolean): NameAgreement {
  return isAgreeing ? 'agrees' : 'differs'
}

function isSame(known: string | null, answer: string): boolean {
  return known !== null && foldName(known) === foldName(answer)
}

/** The last digits, or more of them: fewer than were asked for agree with too many. */
function endsWith(recordNumber: string, answer: string): boolean {
  return answer.length >= Math.min(recordTailLength, recordNumber.length) && recordNumber.endsWith(answer)
}
