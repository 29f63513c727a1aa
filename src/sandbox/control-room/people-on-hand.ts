import { castIds } from '../epic/people/cast.ts'
import type { RingableNumber } from './control-room-state.ts'
import { ringableNumbers } from './ringable-numbers.ts'

/** What the control room knows of Epic's patients: whether the cast of its scenes is among them, and whom to ring as. */
export interface PeopleOnHand {
  readonly hasCast: boolean
  readonly numbers: readonly RingableNumber[]
}

/** Looks through Epic's patients once, however many there are. */
export function peopleOnHand(people: readonly fhir4.Patient[]): PeopleOnHand {
  const ids = new Set(people.map(({ id }) => id))
  return { hasCast: Object.values(castIds).every((id) => ids.has(id)), numbers: ringableNumbers(people) }
}
