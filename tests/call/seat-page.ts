import { createCallSessionStore } from '../../src/call/call-session-store.ts'
import type { ContactEvent, ContactId } from '../../src/domain/contact.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'
import type { ChartWindows, Decisions, SearchPatients } from '../../src/domain/ports.ts'
import type { PlayedContact } from '../connect/played-snapshot.ts'
import { openStreamsPage, type StreamsPage } from '../connect/streams-page.ts'
import { aSitePolicy, callRules } from '../fixtures/site-policy.ts'
import { ContactTruth } from './contact-truth.ts'
import type { Desk } from './desk.ts'
import type { MarkedAnswer, Search } from './played-world.ts'
import type { ActingPage, PageSurroundings } from './seat-parts.ts'
import { brokerUrl } from './slow-broker.ts'

/** A search of a page; `isRepeat` where Connect had not said yet whose the call is, and the same question is put again. */
export interface PageSearch extends Search {
  readonly isRepeat: boolean
}

/** After so long a silence, and the look that finds it out, nothing may be shown (R81). */
const longestSilence = 50_000

/**
 * One load of the widget in a tab that leads, wired as `src/main.tsx` does: the real Streams and our adapter, the real
 * store, queries and opening, the real client of the broker. Taken away, it is heard no more.
 */
export class SeatPage {
  readonly load: number
  readonly desk: Desk
  readonly truth = new ContactTruth()
  readonly searches: PageSearch[] = []
  isAgentAsking = false
  isGone = false
  /** The softphone has not told its state yet, or not since it was silent for too long or signed out. */
  isSilent = true
  /** The calls that were connected in the last snapshot that came, and those that were at their end in any. */
  readonly shownLive = new Set<ContactId>()
  readonly shownEnded = new Set<ContactId>()
  readonly #seat: PageSurroundings
  readonly #streams: StreamsPage
  /** The contacts whose chart this page opened, with when they vanished. Out of sight for 10 s, they are forgotten (decision 6). */
  readonly #charts = new Map<ContactId, number | null>()
  readonly #heldUp = new Set<unknown>()
  readonly #withdrawing = new Map<ContactId, number>()
  #isAcknowledged = false
  #heardAt = Date.now()

  constructor(seat: PageSurroundings) {
    const { parts } = seat
    this.#seat = seat
    this.load = ++seat.loads
    this.#streams = openStreamsPage()
    const softphone = parts.softphone(this.#streams.softphone)
    const store = createCallSessionStore(callRules({ startsOn: seat.startsOn }))
    const asking = parts.ask(
      {
        url: brokerUrl,
        agentToken: seat.broker.agentToken,
        onConfirmedEarlier: (contactId) => store.dispatch({ type: 'confirmed-earlier', contactId }),
        fetch: seat.broker.fetchOf(
          (contactId) => this.truth.isHere(contactId) || this.#withdrawing.has(contactId),
          () => this.isGone,
        ),
      },
      aSitePolicy(),
    )

    softphone.subscribe((event) => {
      this.truth.hear(event)
      this.#followChart(event)
      if (event.type === 'announced') parts.acts.announced?.(this.#acting, event.contact.contactId)
    })
    parts.follow(softphone, store, asking.prefetch)
    store.onLeave(asking.forget)
    this.desk = parts.desk(store, {
      searches: this.searches,
      searchPatients: this.#noted(asking.searchPatients),
      decisions: this.#notedDecisions(asking.decisions),
      chartWindows: this.#chartWindows,
      softphone,
    })
  }

  /** The CCP posts a snapshot. The first one follows its acknowledgement, without which Streams would not listen. */
  hear(contacts: readonly PlayedContact[]): void {
    if (!this.#isAcknowledged) this.acknowledge()
    this.#heardAt = Date.now()
    this.isSilent = false
    this.shownLive.clear()
    for (const { contactId, state } of contacts) {
      if (state.type === 'connected') this.shownLive.add(contactId)
      if (state.type === 'ended' || state.type === 'missed') this.shownEnded.add(contactId)
    }
    this.#streams.publish(contacts)
  }

  /** The CCP has loaded, or loads anew under the same page. */
  acknowledge(): void {
    this.#isAcknowledged = true
    this.look()
    this.#heardAt = Date.now()
    this.#streams.acknowledge()
  }

  keepAlive(): void {
    if (!this.#isAcknowledged) return
    this.look()
    this.#heardAt = Date.now()
    this.#streams.say('acknowledge')
  }

  logOut(): void {
    if (!this.#isAcknowledged) return
    this.#charts.clear()
    this.isSilent = true
    this.#streams.say('terminated')
  }

  resume(): void {
    this.#streams.resume()
  }

  /** The contacts that are here and whose banner must stand: their chart is open, and they were not long out of sight. */
  withChart(): ContactId[] {
    return [...this.#charts.keys()].filter((contactId) => this.truth.isHere(contactId))
  }

  #followChart(event: ContactEvent): void {
    if (event.type === 'announced') {
      const { contactId } = event.contact
      const vanishedAt = this.#charts.get(contactId)
      if (vanishedAt == null) return
      if (Date.now() - vanishedAt < 10_000) this.#charts.set(contactId, null)
      else this.#charts.delete(contactId)
    }
    if (event.type === 'vanished' && this.#charts.has(event.contactId)) this.#charts.set(event.contactId, Date.now())
    if (event.type === 'cleared' || event.type === 'missed') this.#charts.delete(event.contactId)
  }

  /** Finds out by our own means whether the softphone was silent for too long. */
  look(): void {
    if (Date.now() - this.#heardAt > longestSilence) this.isSilent = true
  }

  close(): void {
    this.isGone = true
    this.#streams.close()
  }

  /** What a page can do by itself, without the desk. */
  get #acting(): ActingPage {
    const show = (patient: string) => this.#chartWindows.take()?.show(`https://epic.example.org/${patient}`)
    return { storage: this.#seat.storage, show }
  }

  #noted(searchPatients: SearchPatients<AbortSignal>): SearchPatients<AbortSignal> {
    return async (contactId, search, signal) => {
      const serial = this.searches.length + 1
      const isRepeat = this.#heldUp.has(search)
      const begun = { serial, contactId, search, isByAgent: this.isAgentAsking, isRepeat }
      this.searches.push(begun)
      try {
        const answer: MarkedAnswer = { ...(await searchPatients(contactId, search, signal)), to: begun }
        const [first] = answer.kind === 'found' ? answer.patients : []
        if (first !== undefined) this.#seat.parts.acts.answered?.(this.#acting, contactId, first.id)
        return answer
      } catch (error) {
        if (isIntegrationError(error) && error.code === 'contact-not-yet-yours') this.#heldUp.add(search)
        throw error
      }
    }
  }

  /** What is taken back of a contact may be sent after it left: that a chart was confirmed must not stay on record (R24). */
  #notedDecisions(decisions: Decisions): Decisions {
    return {
      confirm: (...asked) => decisions.confirm(...asked),
      withdraw: async (contactId, patient) => {
        this.#withdrawing.set(contactId, (this.#withdrawing.get(contactId) ?? 0) + 1)
        try {
          await decisions.withdraw(contactId, patient)
        } finally {
          const left = (this.#withdrawing.get(contactId) ?? 1) - 1
          if (left === 0) this.#withdrawing.delete(contactId)
          else this.#withdrawing.set(contactId, left)
        }
      },
    }
  }

  readonly #chartWindows: ChartWindows = {
    take: () => {
      const { press } = this.#seat
      return {
        show: (address) => {
          if (this.isGone) return
          const patient = decodeURIComponent(new URL(address).pathname.slice(1))
          const contactId = patient.split('.')[0] ?? ''
          this.#seat.charts.push({
            press,
            patient,
            load: this.load,
            pressLoad: press?.load ?? null,
            wasLive: this.truth.isLive(contactId) && this.truth.life(contactId) === press?.life,
            wasSilent: this.isSilent,
            wasWritten: this.#seat.broker.confirmed.has(`${contactId} ${patient}`),
          })
          this.truth.opened(contactId)
          this.#charts.set(contactId, null)
          this.#seat.parts.acts.opened?.(this.#acting, contactId, patient)
        },
        close: () => {},
      }
    },
  }
}
