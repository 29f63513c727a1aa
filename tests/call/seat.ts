import type { Scheduler } from 'fast-check'
import { PlayedConnect } from './played-connect.ts'
import { PlayedLocks } from './played-locks.ts'
import type { PlayedContact } from '../connect/played-snapshot.ts'
import { SeatPage } from './seat-page.ts'
import type { PageSurroundings, SeatChart, SeatParts, SeatPress, Storage } from './seat-parts.ts'
import { type Luck, SlowBroker } from './slow-broker.ts'

/** An agent's place: Connect and the broker around it, one browser, and the tabs of the widget in it. */
export class Seat implements PageSurroundings {
  readonly connect = new PlayedConnect()
  readonly broker: SlowBroker
  readonly locks = new PlayedLocks()
  readonly storage: Storage = new Map()
  readonly tabs: readonly SeatTab[]
  readonly charts: SeatChart[] = []
  readonly parts: SeatParts
  readonly startsOn: 'accepted' | 'ringing'
  press: SeatPress | null = null
  loads = 0
  /** Every snapshot that the CCP ever posted. */
  readonly posted: (readonly PlayedContact[])[] = []

  constructor(scheduler: Scheduler, parts: SeatParts, startsOn: 'accepted' | 'ringing', luck: readonly Luck[]) {
    this.parts = parts
    this.startsOn = startsOn
    this.broker = new SlowBroker(scheduler, this.connect, luck)
    this.tabs = [new SeatTab(this), new SeatTab(this)]
  }

  /** The pages that show calls. */
  get pages(): readonly SeatPage[] {
    return this.tabs.flatMap(({ page }) => page ?? [])
  }

  /** The CCP of every page posts this. */
  post(contacts: readonly PlayedContact[]): void {
    for (const page of this.pages) page.hear(contacts)
  }
}

/** A tab of the widget: it leads and has a page, or it follows and says so, or it is closed. */
export class SeatTab {
  page: SeatPage | null = null
  isOpen = false
  readonly #seat: Seat
  #load = 0

  constructor(seat: Seat) {
    this.#seat = seat
  }

  /** Loads the widget, anew where it was there: nothing of the page before is left. */
  async load(how: 'ask' | 'take' = 'ask'): Promise<void> {
    if (how === 'ask') this.#unload()
    this.isOpen = true
    const load = ++this.#load
    const isLeading = await this.#seat.parts.lead(how, () => void this.load(), this.#seat.locks.of(this))
    if (isLeading && load === this.#load && this.page === null) this.page = new SeatPage(this.#seat)
  }

  close(): void {
    this.#unload()
    this.isOpen = false
  }

  #unload(): void {
    this.#load += 1
    this.page?.close()
    this.page = null
    this.#seat.locks.release(this)
  }
}
