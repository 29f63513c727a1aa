/** Telling apart those who were born on one day, by what the caller answers and the agent types. */
import { bestQuestion, isKnown, recordTailLength } from './ask-next.ts'
import { agreeOnNames, type NameAgreement } from './name-agreement.ts'
import type { Patient, PatientId } from './patient.ts'
import { foldName } from './person-name.ts'
import type { Entered } from './entered.ts'
import type { TellingAnswers, TellingQuestion } from './telling-question.ts'
import { type Candidate, chooseToOpen, isNamedOtherwise, type OpenChoice } from './verification.ts'
import { type Identifier, identifiers, identifiersIn, type VerificationPolicy } from './verification-policy.ts'

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
 * tells whose it begins. What the site's policy asks of every caller has its field already and is not asked twice.
 */
export function tellApart(
  candidates: readonly Candidate[],
  answers: TellingAnswers,
  policy: VerificationPolicy,
): Telling {
  let remaining = candidates.filter(({ comparison }) => comparison.birthDate === 'agrees').map(({ patient }) => patient)
  const elsewhere = askedBy(policy)
  const questions: TellingQuestion[] = []
  const told = new Map<PatientId, Told>(remaining.map(({ id }) => [id, {}]))

  while (remaining.length > 1) {
    const question = bestQuestion(remaining, [...elsewhere, ...questions])
    if (question === null) break
    questions.push(question)

    const agreements = agreeOnAnswer(remaining, question, answers[question] ?? '')
    for (const [{ id }, agreement] of agreements) told.set(id, { ...told.get(id), [question]: agreement })
    if (![...agreements.values()].includes('agrees')) break
    remaining = remaining.filter((patient) => agreements.get(patient) !== 'differs')
  }
  return { questions, remaining, told }
}

/** What keeps a chart shut, or opens it, when the answers that tell candidates apart are heard too. */
export type Choice = OpenChoice | { readonly kind: 'answers-differ'; readonly patient: Patient }

/**
 * Chooses by the site's policy (`chooseToOpen`) and by the answers: where they leave one of several who agree, that one may
 * be opened, and a row that was chosen against an answer may not. Answers that are identifiers stand among the verified.
 *
 * @param picked The row the agent chose, or null.
 */
export function chooseByAnswers(
  candidates: readonly Candidate[],
  entered: Entered,
  picked: PatientId | null,
  policy: VerificationPolicy,
  telling: Telling,
): Choice {
  const choice = chooseToOpen(candidates, entered, picked, policy)
  if (choice.kind === 'open' || choice.kind === 'needs' || choice.kind === 'not-known') return hear(choice, telling)
  if (choice.kind !== 'needs-pick' || telling.questions.length === 0) return choice

  const left = choice.agreeing.filter(({ id }) => telling.remaining.some((patient) => patient.id === id))
  const [only] = left
  const candidate = candidates.find(({ patient }) => patient.id === only?.id)
  if (left.length !== 1 || candidate === undefined || isNamedOtherwise(candidate.comparison)) return choice
  return chooseByAnswers(candidates, entered, candidate.patient.id, policy, telling)
}

function hear(choice: Extract<OpenChoice, { kind: 'open' | 'needs' | 'not-known' }>, telling: Telling): Choice {
  const { patient } = choice
  const told = patient === null ? {} : (telling.told.get(patient.id) ?? {})
  if (patient !== null && Object.values(told).includes('differs')) return { kind: 'answers-differ', patient }
  if (choice.kind !== 'open') return choice

  const proven = new Set<Identifier>(choice.verified)
  if (told['record-number'] === 'agrees') proven.add('record-number-tail')
  if (told.town === 'agrees') proven.add('town')
  return { ...choice, verified: identifiers.filter((identifier) => proven.has(identifier)) }
}

/** The questions whose answer the site's policy has a field for. */
function askedBy(policy: VerificationPolicy): TellingQuestion[] {
  const all = identifiersIn(policy)
  const isNumber = all.includes('record-number') || all.includes('record-number-tail')
  return [...(isNumber ? ['record-number' as const] : []), ...(all.includes('town') ? ['town' as const] : [])]
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
