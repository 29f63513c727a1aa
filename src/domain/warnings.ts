/** What an agent must know of a candidate before choosing (R51). */
import type { Ani } from './ani.ts'
import { ageOn } from './birth-date.ts'
import { telephoneOf } from './match.ts'
import { mainName, type Patient } from './patient.ts'
import { foldName } from './person-name.ts'
import { similarNameOf } from './similar-name.ts'

export type Warning =
  | 'deceased'
  | 'merged'
  | 'surviving'
  | 'inactive'
  | 'same-name'
  | 'similar-name'
  | 'minor'
  | 'number-old'

/** Younger people are marked: the caller is likely a parent. */
const ageOfMajority = 18

/**
 * The warnings of one candidate, gravest first.
 *
 * `same-name` stands at everybody whose family and first given name another candidate has too: Jr. and Sr.,
 * namesakes, one person registered twice. `similar-name` stands at those who are easily taken for one another; what
 * differs is told by `similarNameOf`.
 *
 * @param all All candidates shown, the patient among them.
 * @param today The day the agent lives in, `2026-11-23`.
 */
export function warningsOf(patient: Patient, all: readonly Patient[], ani: Ani, today: string): Warning[] {
  const age = ageOn(patient.birthDate, today)
  const warnings: Record<Warning, boolean> = {
    deceased: patient.isDeceased,
    merged: patient.replacedBy !== null,
    surviving: patient.replaces.length > 0,
    inactive: !patient.isActive,
    'same-name': all.some((other) => other.id !== patient.id && isNamesake(other, patient)),
    'similar-name': similarNameOf(patient, all) !== null,
    minor: age !== null && age < ageOfMajority,
    'number-old': telephoneOf(ani, patient.telephones)?.isOld === true,
  }
  return order.filter((warning) => warnings[warning])
}

const order: readonly Warning[] = [
  'deceased',
  'merged',
  'surviving',
  'inactive',
  'same-name',
  'similar-name',
  'minor',
  'number-old',
]

function isNamesake(one: Patient, other: Patient): boolean {
  const key = calledName(one)
  return key !== '' && key === calledName(other)
}

function calledName(patient: Patient): string {
  const name = mainName(patient)
  return foldName(`${name?.family ?? ''} ${name?.given[0] ?? ''}`)
}
