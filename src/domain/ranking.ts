/** In which order the candidates stand. */
import type { Agreement } from './match.ts'
import type { NameAgreement } from './name-agreement.ts'
import type { PatientId } from './patient.ts'
import type { Telling } from './telling-answers.ts'
import type { Candidate } from './verification.ts'

/**
 * The candidates who agree best first: by the answers to what was asked, by the birth date, by the name.
 *
 * Each field is looked at by itself and nothing is added up: an agreement of a later one never outweighs an earlier
 * difference. Equals keep the order they came in, which is by the number and by name (`identifyCaller`), so a letter that
 * tells nothing new moves nobody.
 */
export function rank(candidates: readonly Candidate[], { remaining }: Telling): Candidate[] {
  const isLeft = (id: PatientId) => remaining.some((patient) => patient.id === id)
  const keys = new Map(candidates.map((candidate) => [candidate, keyOf(candidate, isLeft(candidate.patient.id))]))
  return [...candidates].sort((one, other) => compareKeys(keys.get(one) ?? [], keys.get(other) ?? []))
}

/**
 * The candidates in the order in which they were held; who is new stands at the end. For a list an agent is moving in:
 * no row goes away from under the focus.
 */
export function inHeldOrder(candidates: readonly Candidate[], held: readonly PatientId[]): Candidate[] {
  const placeOf = ({ patient }: Candidate) => {
    const place = held.indexOf(patient.id)
    return place < 0 ? held.length : place
  }
  return [...candidates].sort((one, other) => placeOf(one) - placeOf(other))
}

function keyOf({ comparison }: Candidate, isLeft: boolean): readonly number[] {
  const { birthDate, recordNumber, family, given, suffix } = comparison
  const names = [nearness[family], nearness[given], nearness[suffix]]
  return [isLeft ? 0 : 1, nearness[birthDate], nearness[recordNumber], Math.max(...names), ...names]
}

/** Silence is no difference, and stands beside what agrees: before anything is said, all are alike. */
const nearness: Readonly<Record<Agreement | NameAgreement, number>> = {
  agrees: 0,
  unknown: 0,
  former: 1,
  'short-form': 1,
  part: 2,
  'one-letter': 3,
  sound: 3,
  differs: 4,
}

function compareKeys(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((nearness, index) => nearness !== other[index])
  return place < 0 ? 0 : (one[place] ?? 0) - (other[place] ?? 0)
}
