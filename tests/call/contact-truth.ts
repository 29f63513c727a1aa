import type { ContactEvent, ContactId } from '../../src/domain/contact.ts'

/** Where a contact truly is, made of its events alone and by other means than the product's. */
export class ContactTruth {
  readonly #state = new Map<ContactId, 'ringing' | 'live' | 'after-call'>()
  readonly #over = new Set<ContactId>()
  readonly #lives = new Map<ContactId, number>()
  readonly #withChart = new Set<ContactId>()
  readonly #wasLive = new Set<ContactId>()

  hear(event: ContactEvent): void {
    const contactId = event.type === 'announced' ? event.contact.contactId : event.contactId
    const state = this.#state.get(contactId)
    switch (event.type) {
      case 'announced':
        if (this.#over.has(contactId) || event.stage === 'after-call') return
        if (state === undefined) this.#begin(contactId, this.#wasLive.has(contactId) ? 'live' : event.stage)
        else if (event.stage === 'live') this.#state.set(contactId, 'live')
        return
      case 'connected':
        if (state === 'ringing') this.#state.set(contactId, 'live')
        return
      case 'line':
        // Who can hear whom begins, moves and ends nothing.
        return
      case 'ended':
        this.#over.add(contactId)
        // What ends out of sight is not brought back (decision 6).
        if (this.#withChart.has(contactId) && state !== undefined) this.#state.set(contactId, 'after-call')
        else this.#state.delete(contactId)
        return
      case 'cleared':
        this.#over.add(contactId)
        this.#end(contactId)
        return
      case 'missed':
        this.#end(contactId)
        return
      case 'vanished':
        // It may come back as it was, its chart still open in Epic.
        if (state === 'live') this.#wasLive.add(contactId)
        this.#state.delete(contactId)
    }
  }

  /** A chart stands open: the contact stays through its after-call work. */
  opened(contactId: ContactId): void {
    this.#withChart.add(contactId)
  }

  isHere(contactId: ContactId): boolean {
    return this.#state.has(contactId)
  }

  isLive(contactId: ContactId): boolean {
    return this.#state.get(contactId) === 'live'
  }

  life(contactId: ContactId): number {
    return this.#lives.get(contactId) ?? 0
  }

  #begin(contactId: ContactId, stage: 'ringing' | 'live'): void {
    this.#lives.set(contactId, this.life(contactId) + 1)
    this.#state.set(contactId, stage)
  }

  #end(contactId: ContactId): void {
    this.#state.delete(contactId)
    this.#withChart.delete(contactId)
    this.#wasLive.delete(contactId)
  }
}
