import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Contact } from '../../src/domain/contact.ts'
import type { PatientSearch } from '../../src/domain/patient-search.ts'
import { type Desk, type DeskMaker, nameSearchOf } from './desk.ts'
import type { MarkedAnswer, PlayedWorld, Screen } from './played-world.ts'
import { race, type Tally } from './race.ts'
import { type RaceRule, raceRules } from './race-rules.ts'
import { realDesk } from './real-desk.ts'
import { aVerification } from '../fixtures/verification.ts'

const rules = Object.keys(raceRules) as RaceRule[]
const nothingYet = (): Tally => ({ searches: 0, answersOnScreen: 0, charts: 0 })

it('keeps every rule in every order of events, answers, presses and questions (R42, R44, R45, R46, R47, R48, R55)', {
  timeout: 60_000,
}, async () => {
  const tally = nothingYet()
  await fc.assert(race(realDesk, rules, tally), { numRuns: 3_000 })
  // Races in which nothing happened would keep every rule too.
  expect(tally.searches).toBeGreaterThan(1_500)
  expect(tally.answersOnScreen).toBeGreaterThan(1_500)
  expect(tally.charts).toBeGreaterThan(300)
})

/**
 * The desk that is written first: one place for the answer, in which the last to come wins; a search at every
 * announcement; the first hit is the patient. Each rule has to find it out, else the rule is worth nothing.
 */
const naiveDesk: DeskMaker = (world, startsOn) => new NaiveDesk(world, startsOn)

class NaiveDesk implements Desk {
  #contact: Contact | null = null
  #question: Screen['question'] = null
  #answer: MarkedAnswer | null = null
  readonly #contacts = new Map<string, Contact>()
  readonly #world: PlayedWorld
  readonly #startsOn: 'accepted' | 'ringing'

  constructor(world: PlayedWorld, startsOn: 'accepted' | 'ringing') {
    this.#world = world
    this.#startsOn = startsOn
  }

  hear(event: Parameters<Desk['hear']>[0]) {
    if (event.type === 'announced' && event.stage !== 'after-call') {
      this.#contact = event.contact
      this.#contacts.set(event.contact.contactId, event.contact)
      if (event.stage === 'live' || this.#startsOn === 'ringing') this.#searchByNumber()
    }
    if (event.type === 'connected') this.#searchByNumber()
    // It takes a held call for a lost one, and searches anew when somebody is back on the line.
    if (event.type === 'line' && event.line.state === 'talking') this.#searchByNumber()
    if (event.type !== 'announced' && event.type !== 'connected') this.#leave(event.contactId)
  }

  select(contactId: string) {
    this.#contact = this.#contacts.get(contactId) ?? this.#contact
  }

  ask(how: 'by name' | 'again') {
    const again = this.#question?.search
    void this.#search(how === 'again' && again !== undefined ? again : nameSearchOf(this.#contact?.contactId ?? ''))
  }

  pressOpen(times: number) {
    const [firstHit] = this.#answer?.kind === 'found' ? this.#answer.patients : []
    for (let press = 0; press < times; press++) if (firstHit !== undefined) void this.#open(firstHit.id)
  }

  screen(): Screen | null {
    if (this.#contact === null) return null
    return { contactId: this.#contact.contactId, question: this.#question, answer: this.#answer }
  }

  // It has no banner.
  opened() {
    return []
  }

  kept() {
    return [...this.#contacts.keys(), ...(this.#answer === null ? [] : [this.#answer.to.contactId])]
  }

  // It takes an earlier agent's word, and opens at once.
  hint() {
    this.pressOpen(1)
  }

  // It has no field for the birth date and no rows: the first hit will do.
  type() {}
  pick() {}

  #leave(contactId: string) {
    this.#contacts.delete(contactId)
    if (this.#contact?.contactId === contactId) this.#contact = null
  }

  #searchByNumber() {
    const ani = this.#contact?.ani
    if (ani?.kind === 'number') void this.#search({ by: 'telephone', telephone: ani.e164 })
  }

  async #search(search: PatientSearch) {
    if (this.#contact === null) return
    this.#question = { search, askedAfter: this.#world.searches.length }
    try {
      const asked = this.#world.searchPatients(this.#contact.contactId, search, { aborted: false })
      this.#answer = (await asked) as MarkedAnswer
    } catch {
      this.#answer = null
    }
  }

  async #open(patient: string) {
    const window = this.#world.chartWindows.take()
    try {
      await this.#world.decisions.confirm(this.#contact?.contactId ?? '', patient, aVerification())
      window?.show(`https://epic.example.org/${encodeURIComponent(patient)}`)
    } catch {
      window?.close()
    }
  }
}

it.each(rules)('finds a naive desk out by the rule: %s', { timeout: 60_000 }, async (rule) => {
  const run = await fc.check(race(naiveDesk, [rule], nothingYet()), { numRuns: 500 })
  expect(run.failed).toBe(true)
  expect(String(run.errorInstance)).toContain(`Broken: ${rule}`)
})
