import type { Scheduler } from 'fast-check'
import { IntegrationError } from '../../src/domain/errors.ts'
import type { ContactId } from '../../src/domain/contact.ts'
import type { PatientSearch, PatientSearchAnswer } from '../../src/domain/patient-search.ts'
import type { ChartWindows, Decisions, SearchPatients } from '../../src/domain/ports.ts'
import { household } from './household.ts'

/** A search that was begun; `serial` counts all searches of the world from 1. */
export interface Search {
  readonly serial: number
  readonly contactId: ContactId
  readonly search: PatientSearch
  readonly isByAgent: boolean
}

/** An answer that knows to which search it was given. */
export type MarkedAnswer = PatientSearchAnswer & { readonly to: Search }

/** What an agent looks at. `askedAfter` is how many searches had been begun when the question was put. */
export interface Screen {
  readonly contactId: ContactId
  readonly question: { readonly search: PatientSearch; readonly askedAfter: number } | null
  readonly answer: MarkedAnswer | null
}

/** One press on "open", and what stood on the screen at that moment. */
export interface Press {
  readonly screen: Screen | null
  readonly birthDate: string
  /** The how many-eth life of the contact this is: it may vanish and come back. */
  readonly life: number
}

/** A chart that was shown; `press` is null where nobody had pressed. */
export interface Chart {
  readonly press: Press | null
  readonly patient: string
}

export type Outcome = 'found' | 'none' | 'fails'

/**
 * Epic, the audit and the browser, as far as a desk meets them. They answer when the scheduler says so, in any order,
 * and what they did stands in `searches` and `charts`.
 */
export class PlayedWorld {
  readonly searches: Search[] = []
  readonly charts: Chart[] = []
  press: Press | null = null
  isAgentAsking = false
  readonly #scheduler: Scheduler
  readonly #outcomes: readonly Outcome[]
  #confirmations = 0

  constructor(scheduler: Scheduler, outcomes: readonly Outcome[]) {
    this.#scheduler = scheduler
    this.#outcomes = outcomes
  }

  readonly searchPatients: SearchPatients = async (contactId, search) => {
    const serial = this.searches.length + 1
    const begun = { serial, contactId, search, isByAgent: this.isAgentAsking }
    this.searches.push(begun)
    const outcome = this.#outcome(serial)
    await this.#scheduler.schedule(Promise.resolve(), `answer ${serial} for ${contactId}: ${outcome}`)
    if (outcome === 'fails') throw new IntegrationError('epic-unreachable')

    const found = { kind: 'found', patients: household(`${contactId}.${serial}`), someWithheld: false } as const
    const answer: MarkedAnswer = { ...(outcome === 'found' ? found : { kind: 'none' }), to: begun }
    return answer
  }

  readonly decisions: Decisions = {
    confirm: async (contactId) => {
      const outcome = this.#outcome(this.#confirmations++)
      await this.#scheduler.schedule(Promise.resolve(), `confirmation for ${contactId}: ${outcome}`)
      if (outcome === 'fails') throw new IntegrationError('audit-unavailable')
    },
    withdraw: async () => {},
  }

  readonly chartWindows: ChartWindows = {
    take: () => {
      const { press } = this
      return {
        show: (address) => this.charts.push({ press, patient: decodeURIComponent(new URL(address).pathname.slice(1)) }),
        close: () => {},
      }
    },
  }

  #outcome(place: number): Outcome {
    return this.#outcomes[place % this.#outcomes.length] ?? 'found'
  }
}
