/** Telling apart those who were born on one day, by what the caller answers and the agent types. */
import { bestQuestion, isKnown } from './ask-next.ts'
import { checksOf, type Entered } from './entered.ts'
import { agreeOnNames, type NameAgreement } from './name-agreement.ts'
import type { Patient, PatientId } from './patient.ts'
import { foldName } from './person-name.ts'
import { tailLength } from './record-number.ts'
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
 * Asks, while several candidates agree with all that was entered, the question that separates them best, then the next.
 *
 * Nobody differs from an answer that nobody agrees with: it is still being typed, or was misheard. So no half of a number
 * tells whose it begins. What the site verifies by has a field of its own, and is not asked a second time.
 */
export function tellApart(
  candidates: readonly Candidate[],
  entered: Entered,
  answers: TellingAnswers,
  policy: VerificationPolicy,
): Telling {
  const asked = askedBySite(policy)
  let remaining = candidates.filter((candidate) => isInQuestion(candidate, entered)).map(({ patient }) => patient)
  const questions: TellingQuestion[] = []
  const told = new Map<PatientId, Told>(remaining.map(({ id }) => [id, {}]))

  while (remaining.length > 1) {
    const question = bestQuestion(remaining, [...asked, ...questions])
    if (question === null) break
    questions.push(question)

    const agreements = agreeOnAnswer(remaining, question, answers[question] ?? '')
    for (const [{ id }, agreement] of agreements) told.set(id, { ...told.get(id), [question]: agreement })
    if (![...agreements.values()].includes('agrees')) break
    remaining = remaining.filter((patient) => agreements.get(patient) !== 'differs')
  }
  return { questions, remaining, told }
}

/** Whose chart may be opened, or that the row which was chosen does not agree with the answers. */
export type ToldChoice = OpenChoice | { readonly kind: 'answers-differ'; readonly patient: Patient }

/**
 * Decides by the site's policy and by the answers whose chart may be opened.
 *
 * An answer that leaves one of several is that one's pick: the button names them, and pressing it opens, unless the site
 * has the row picked every time. A row that was picked against an answer does not open. What was typed counts among the
 * identifiers the opening rests on.
 */
export function chooseByAnswers(
  candidates: readonly Candidate[],
  entered: Entered,
  picked: PatientId | null,
  policy: VerificationPolicy,
  telling: Telling,
): ToldChoice {
  const told = policy.pick === 'row' ? null : onlyOneTold(candidates, telling)
  const choice = chooseToOpen(candidates, entered, picked ?? told, policy)
  if (!('patient' in choice) || choice.patient === null || choice.kind === 'differs') return choice

  const answered = telling.told.get(choice.patient.id) ?? {}
  if (Object.values(answered).includes('differs')) return { kind: 'answers-differ', patient: choice.patient }
  return choice.kind === 'open' ? { ...choice, verified: withTold(choice.verified, answered) } : choice
}

function onlyOneTold(candidates: readonly Candidate[], { questions, remaining }: Telling): PatientId | null {
  const only = candidates.find(({ patient }) => patient.id === remaining[0]?.id)
  if (questions.length === 0 || remaining.length !== 1 || only === undefined) return null
  return isNamedOtherwise(only.comparison) ? null : only.patient.id
}

/** Street numbers are none of the identifiers an audit knows, and the given name is part of the name. */
function withTold(verified: readonly Identifier[], told: Told): readonly Identifier[] {
  const tail = told['record-number'] === 'agrees' && !verified.includes('record-number')
  return identifiers.filter(
    (identifier) =>
      verified.includes(identifier) ||
      (identifier === 'record-number-tail' && tail) ||
      (identifier === 'town' && told.town === 'agrees'),
  )
}

function isInQuestion(candidate: Candidate, entered: Entered): boolean {
  const isBornThen = candidate.comparison.birthDate === 'agrees'
  return isBornThen && checksOf(candidate, entered).every(({ agreement }) => agreement !== 'differs')
}

function askedBySite(policy: VerificationPolicy): TellingQuestion[] {
  const asked = identifiersIn(policy)
  const isNumberAsked = asked.includes('record-number') || asked.includes('record-number-tail')
  return [
    ...(isNumberAsked ? (['record-number'] as const) : []),
    ...(asked.includes('town') ? (['town'] as const) : []),
  ]
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
  return answer.length >= Math.min(tailLength, recordNumber.length) && recordNumber.endsWith(answer)
}
