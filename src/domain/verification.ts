/** Who may be opened: the two identifiers the caller gives and the agent enters. */
import type { Ani } from './ani.ts'
import { compare, type Comparison, type Said } from './match.ts'
import type { Patient, PatientId } from './patient.ts'

/** A candidate, beside how each of its fields agrees with what was said. */
export interface Candidate {
  readonly patient: Patient
  readonly comparison: Comparison
}

/** The candidates in the order given, each compared with what was said. */
export function compareAll(patients: readonly Patient[], said: Said, ani: Ani): Candidate[] {
  return patients.map((patient) => ({ patient, comparison: compare(patient, said, ani) }))
}

/** What the identifiers were, as the audit and the call note name them. The calling number is never one of them (R50). */
export const defaultIdentifiers = ['birth-date', 'name'] as const

/**
 * Whose chart Enter opens, or what is still needed.
 *
 * `needs-birth-date`: none typed yet. `nobody-agrees`: nobody here was born that day. `needs-pick`: several were, or
 * the one who was is called otherwise than the caller said: the agent has to choose the row. `differs`: the chosen
 * row was not born that day. `birth-date-not-known`: Epic knows no whole birth date of the chosen row to check with.
 */
export type OpenChoice =
  | { readonly kind: 'needs-birth-date' }
  | { readonly kind: 'nobody-agrees' }
  | { readonly kind: 'needs-pick'; readonly agreeing: readonly Patient[] }
  | { readonly kind: 'differs'; readonly patient: Patient }
  | { readonly kind: 'birth-date-not-known'; readonly patient: Patient }
  | { readonly kind: 'open'; readonly patient: Patient }

/**
 * Decides whose chart may be opened.
 *
 * Never a candidate whose birth date does not agree with the typed one. Twins share a birth date, so two who agree
 * have no default (R48); the agent's own pick is the second identifier. Where exactly one agrees, the button names
 * that person and pressing it is the pick.
 *
 * @param picked The row the agent chose, or null.
 * @see R50; design/experience.md, Principles 1–3.
 */
export function chooseToOpen(candidates: readonly Candidate[], said: Said, picked: PatientId | null): OpenChoice {
  if (said.birthDate === null) return { kind: 'needs-birth-date' }

  const chosen = candidates.find(({ patient }) => patient.id === picked)
  if (chosen !== undefined) return { kind: byAgreement[chosen.comparison.birthDate], patient: chosen.patient }

  const agreeing = candidates.filter(({ comparison }) => comparison.birthDate === 'agrees')
  const [only] = agreeing
  if (only === undefined) return { kind: 'nobody-agrees' }
  if (agreeing.length === 1 && !isNamedOtherwise(only.comparison)) return { kind: 'open', patient: only.patient }
  return { kind: 'needs-pick', agreeing: agreeing.map(({ patient }) => patient) }
}

const byAgreement = { agrees: 'open', differs: 'differs', unknown: 'birth-date-not-known' } as const

/**
 * Whether the name is not quite the one that was said: another, or only alike. Twins are called Ada and Ida, so a letter
 * is enough for the agent to look. A former name and a short form are the person's own.
 */
export function isNamedOtherwise({ given, family, suffix }: Comparison): boolean {
  return [given, family, suffix].some((agreement) => doubtful.has(agreement))
}

const doubtful: ReadonlySet<string> = new Set(['differs', 'part', 'one-letter', 'sound'])
