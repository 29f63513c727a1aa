import { followSoftphone } from '../../src/call/follow-softphone.ts'
import type { ContactId } from '../../src/domain/contact.ts'
import type { Softphone } from '../../src/domain/ports.ts'
import { leadTabs } from '../../src/leading-tab.ts'
import { askingThroughBroker } from '../../src/modes/through-broker.ts'
import type { Desk } from './desk.ts'
import type { Chart, Press } from './played-world.ts'
import { deskAround } from './real-desk.ts'
import type { SlowBroker } from './slow-broker.ts'

/** A chart that a page showed, and how things stood at that moment. */
export interface SeatChart extends Chart {
  /** Which load of which page showed it; counted over the whole race. */
  readonly load: number
  /** The load in which its press was made. */
  readonly pressLoad: number | null
  /** Whether its contact was live, and in the same life as at the press. */
  readonly wasLive: boolean
  /** Whether the softphone had not told its state since it fell silent. */
  readonly wasSilent: boolean
  /** Whether the broker had written the confirmation down. */
  readonly wasWritten: boolean
}

/** A press, with the load of the page in which it was made. */
export interface SeatPress extends Press {
  readonly load: number
}

/** What a page keeps beyond its life in the browser's storage: ours keeps nothing, a naive one does. */
export type Storage = Map<ContactId, string>

/** What a page of the widget is made of; the naive twins have one part another. */
export interface SeatParts {
  readonly lead: typeof leadTabs
  readonly softphone: (softphone: Softphone) => Softphone
  readonly follow: typeof followSoftphone
  readonly ask: typeof askingThroughBroker
  readonly desk: (...around: Parameters<typeof deskAround>) => Desk
  /** Called with each answer as it comes to the page, and each contact as it is announced. */
  readonly acts: PageActs
}

/** What a page does by itself; ours does nothing. */
export interface PageActs {
  readonly answered?: (page: ActingPage, contactId: ContactId, patient: string) => void
  readonly announced?: (page: ActingPage, contactId: ContactId) => void
  readonly opened?: (page: ActingPage, contactId: ContactId, patient: string) => void
}

export interface ActingPage {
  readonly storage: Storage
  show(patient: string): void
}

/** What a page finds around itself, at the seat where it is loaded. */
export interface PageSurroundings {
  readonly parts: SeatParts
  readonly startsOn: 'accepted' | 'ringing'
  readonly broker: SlowBroker
  readonly storage: Storage
  readonly charts: SeatChart[]
  /** The press under which the agent's finger is now. */
  readonly press: SeatPress | null
  /** How many pages were loaded. */
  loads: number
}

/** The product's own parts. */
export const realParts: SeatParts = {
  lead: leadTabs,
  softphone: (softphone) => softphone,
  follow: followSoftphone,
  ask: askingThroughBroker,
  desk: deskAround,
  acts: {},
}
