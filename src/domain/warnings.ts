/** What an agent must know of a candidate before choosing (R51). */
import type { Ani } from './ani.ts'
import { ageOn, isWholeDay } from './birth-date.ts'
import { telephoneOf } from './match.ts'
import { calledBy } from './name-parts.ts'
import { isNamesake } from './namesakes.ts'
import type { Patient } from './patient.ts'
import { similarNameOf } from './similar-name.ts'

export type Warning =
  | 'deceased'
  | 'merged'
  | 'surviving'
  | 'inactive'
  | 'restricted'
  | 'same-name'
  | 'similar-name'
  | 'twin'
  | 'minor'
  | 'number-old'

/** Younger people are marked: the caller is likely a parent. */
const ageOfMajority = 18

/**
 * The warnings of one candidate, gravest first.
 *
 * `same-name` stands at everybody whose family and first given name another candidate has too: Jr. and Sr.,
 * namesakes, one person registered twice. `similar-name` stands at those who are easily taken for one another; what
 * differs is told by `similarNameOf`. `twin` stands at those of one family who were born on one day and
 * are called otherwise: the birth date will not tell them apart. Which day it is does not show by it.
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
    restricted: patient.isRestricted,
    'same-name': all.some((other) => isNamesake(other, patient)),
    'similar-name': similarNameOf(patient, all) !== null,
    twin: all.some((other) => isTwin(other, patient)),
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
  'restricted',
  'same-name',
  'similar-name',
  'twin',
  'minor',
  'number-old',
]

function isTwin(one: Patient, other: Patient): boolean {
  if (one.id === other.id || one.birthDate === null || !isWholeDay(one.birthDate)) return false
  const [called, calledOther] = [calledBy(one), calledBy(other)]
  const isOfFamily = called.family !== '' && called.family === calledOther.family
  return one.birthDate === other.birthDate && isOfFamily && called.given !== calledOther.given
}
