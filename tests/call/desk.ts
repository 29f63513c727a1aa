import type { ContactEvent, ContactId } from '../../src/domain/contact.ts'
import type { PatientId } from '../../src/domain/patient.ts'
import type { PatientSearch } from '../../src/domain/patient-search.ts'
import type { PlayedWorld, Screen } from './played-world.ts'

/** A desk as the races see it: what it is told, what the agent does at it, what can be read off it. */
export interface Desk {
  hear(event: ContactEvent): void
  select(contactId: ContactId): void
  /** An agent who had this contact before confirmed somebody. */
  hint(contactId: ContactId): void
  /** The name search of the form, or the standing question once more. */
  ask(how: 'by name' | 'again'): void
  type(birthDate: string): void
  pick(patient: PatientId): void
  /** Presses so quickly, one after the other, that the screen is not drawn anew in between. */
  pressOpen(times: number): void
  screen(): Screen | null
  /** The contacts whose chart the desk says is open. */
  opened(): readonly ContactId[]
  /** The contacts for which the desk holds anything at all. */
  kept(): readonly ContactId[]
}

/** The rules under which a desk may be opened in the morning. */
export type DeskMaker = (world: PlayedWorld, startsOn: 'accepted' | 'ringing') => Desk

/** The name search that the agent puts in the races, of another name for each contact. */
export function nameSearchOf(contactId: ContactId): Extract<PatientSearch, { by: 'name-and-birth-date' }> {
  const family = contactId === 'A' ? 'Kessler' : 'Moreau'
  return { by: 'name-and-birth-date', given: 'Ana', family, birthDate: '1980-02-29' }
}
