/** Who may be opened: the identifiers the caller gives and the agent enters. */
import type { Ani } from './ani.ts'
import { type Check, checksOf, type Entered, isNamedAsSaid } from './entered.ts'
import { compare, type Comparison, type Said } from './match.ts'
import type { Patient, PatientId } from './patient.ts'
import {
  hasIdentifier,
  type Identifier,
  identifiersIn,
  identifiers,
  isEnough,
  type Needed,
  stillNeeded,
  type VerificationPolicy,
} from './verification-policy.ts'

/** A candidate, beside how each of its fields agrees with what was said. */
export interface Candidate {
  readonly patient: Patient
  readonly comparison: Comparison
}

/** The candidates in the order given, each compared with what was said. */
export function compareAll(patients: readonly Patient[], said: Said, ani: Ani): Candidate[] {
  return patients.map((patient) => ({ patient, comparison: compare(patient, said, ani) }))
}

/** By what a patient was verified, and why by less than the site asks for where it was an emergency. */
export interface Verification {
  readonly identifiers: readonly Identifier[]
  readonly emergencyReason: string | null
}

/**
 * Whose chart Enter opens, or what is still needed.
 *
 * `needs`: more has to be entered; `patient` is whose, where that is settled already. `nobody-agrees`: nobody here agrees
 * with all that was entered. `needs-pick`: the agent has to choose the row, because `several` agree, the one who does is
 * `named-otherwise` than the caller said, or the `site` has the row picked every time. `differs`: the chosen row differs in
 * what was entered. `not-known`: Epic knows too little of the chosen row to check it. `agreed` and `verified` are the
 * identifiers that agree, in the order of `identifiers`.
 */
export type OpenChoice =
  | { readonly kind: 'needs'; readonly patient: Patient | null; readonly needed: Needed; readonly agreed: Agreed }
  | { readonly kind: 'nobody-agrees' }
  | { readonly kind: 'needs-pick'; readonly why: WhyPick; readonly agreeing: readonly Patient[] }
  | { readonly kind: 'differs'; readonly patient: Patient; readonly identifier: Identifier }
  | { readonly kind: 'not-known'; readonly patient: Patient; readonly identifier: Identifier; readonly agreed: Agreed }
  | { readonly kind: 'open'; readonly patient: Patient; readonly verified: Agreed }

export type WhyPick = 'several' | 'named-otherwise' | 'site'

type Agreed = readonly Identifier[]

/**
 * Decides by the site's policy whose chart may be opened.
 *
 * Never a candidate who differs in anything that was entered. Twins share a birth date, so two who agree have no default
 * (R48); the agent's own pick is then the name. Where exactly one agrees, the button names that person and pressing it is
 * the pick, unless the site wants the row.
 *
 * @param picked The row the agent chose, or null.
 * @see R50; design/experience.md, Principles 1–3.
 */
export function chooseToOpen(
  candidates: readonly Candidate[],
  entered: Entered,
  picked: PatientId | null,
  policy: VerificationPolicy,
): OpenChoice {
  const chosen = candidates.find(({ patient }) => patient.id === picked)
  if (chosen !== undefined) return decide(chosen, checksOf(chosen, entered), policy)

  const checked = candidates.map((candidate) => ({ candidate, checks: checksOf(candidate, entered) }))
  if (!isAnythingEntered(entered) && checked.every(({ checks }) => checks.length === 0)) {
    return { kind: 'needs', patient: null, needed: stillNeeded(policy, ['name']), agreed: [] }
  }
  const agreeing = checked.filter(({ checks }) => checks.length > 0 && checks.every(isAgreed))
  const [only] = agreeing
  if (only === undefined) return { kind: 'nobody-agrees' }
  const everybody = agreeing.map(({ candidate }) => candidate.patient)
  if (agreeing.length > 1) return { kind: 'needs-pick', why: 'several', agreeing: everybody }
  if (isNamedOtherwise(only.candidate.comparison)) {
    return { kind: 'needs-pick', why: 'named-otherwise', agreeing: everybody }
  }
  const choice = decide(only.candidate, only.checks, policy)
  const isRowWanted = choice.kind === 'open' && policy.pick === 'row'
  return isRowWanted ? { kind: 'needs-pick', why: 'site', agreeing: everybody } : choice
}

/** What the site verifies by and a candidate of these checks has not agreed on: shown, it could be read out to the caller. */
export function unprovenOf(checks: readonly Check[], policy: VerificationPolicy): readonly Identifier[] {
  const agreed = checks.filter(isAgreed).map(({ identifier }) => identifier)
  return identifiersIn(policy).filter((identifier) => !hasIdentifier(agreed, identifier))
}

function decide({ patient, comparison }: Candidate, checks: readonly Check[], policy: VerificationPolicy): OpenChoice {
  const differing = checks.find(({ agreement }) => agreement === 'differs')
  if (differing !== undefined) return { kind: 'differs', patient, identifier: differing.identifier }

  // A family name that was typed to search by was typed with its first letters.
  const areLettersTyped = identifiersIn(policy).includes('name-letters') && isNamedAsSaid(comparison)
  const agreed = identifiers.filter(
    (identifier) =>
      identifier === 'name' ||
      (identifier === 'name-letters' && areLettersTyped) ||
      checks.some((check) => check.identifier === identifier && isAgreed(check)),
  )
  if (isEnough(policy, agreed)) return { kind: 'open', patient, verified: agreed }

  const needed = stillNeeded(policy, agreed)
  const silent = checks.find(
    (check) => !isAgreed(check) && [...needed.all, ...needed.some.of].includes(check.identifier),
  )
  if (silent !== undefined) return { kind: 'not-known', patient, identifier: silent.identifier, agreed }
  return { kind: 'needs', patient, needed, agreed }
}

function isAnythingEntered({ birthDate, answers }: Entered): boolean {
  return birthDate !== null || Object.values(answers).some((answer) => answer.trim() !== '')
}

function isAgreed({ agreement }: Check): boolean {
  return agreement === 'agrees'
}

/**
 * Whether the name is not quite the one that was said: another, or only alike. Twins are called Ada and Ida, so a letter
 * is enough for the agent to look. A former name and a short form are the person's own.
 */
export function isNamedOtherwise({ given, family, suffix }: Comparison): boolean {
  return [given, family, suffix].some((agreement) => doubtful.has(agreement))
}

const doubtful: ReadonlySet<string> = new Set(['differs', 'part', 'one-letter', 'sound'])
