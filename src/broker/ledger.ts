import { IntegrationError } from '../domain/errors.ts'
import type { CallGrant } from './call-token.ts'
import type { Budgets } from './config.ts'
import { type LedgerPages, type PageKind, createMemoryPages } from './ledger-pages.ts'
import { type Tally, addOne, countWithin, untilOldestLeaves } from './sliding-tally.ts'

/**
 * What was done so far, by whom, for which contact.
 * Every method is atomic: of a hundred at once, no more pass than the limit lets. Where the ledger cannot be read or
 * written, every method throws `ledger-unavailable`, which closes what was asked.
 */
export interface Ledger {
  /** Takes one search off the budgets of the contact and the agent; throws `budget-spent` and takes nothing where one is empty. */
  chargeSearch(grant: CallGrant): Promise<void>
  /** Takes one look at a patient's appointments off a budget of the contact's own; throws `budget-spent` where it is empty. */
  chargeAppointments(grant: CallGrant): Promise<void>
  /** Takes one `$match` off those that the contact's searches earned, one each; throws `budget-spent` where none is left. */
  chargeMatch(grant: CallGrant): Promise<void>
  /** Counts one request for a token; throws `broker-busy` above 60 a minute, which would use up Connect's quota. */
  chargeToken(agentId: string): Promise<void>
  /** Keeps which patients a search for this contact found. */
  keepFound(grant: CallGrant, patientIds: readonly string[]): Promise<void>
  /** Whether a search of this agent for this contact found the patient. */
  wasFound(grant: CallGrant, patientId: string): Promise<boolean>
  /** Keeps for a day that the agent confirmed a patient for this contact, taken back or not. */
  keepConfirmed(grant: CallGrant): Promise<void>
  /** Whether this agent confirmed any patient for this contact. */
  hasConfirmed(grant: CallGrant): Promise<boolean>
  /**
   * Keeps for a day, under the first contact of a chain of transfers, that the confirmation of a patient stands, and on
   * which contact of the chain it was made; with `null`, that it was taken back. Of what was said of one patient the last
   * counts, whoever said it; patients do not touch each other.
   */
  keepConfirmation(initialContactId: string, patientId: string, contactId: string | null): Promise<void>
  /**
   * The patients whose confirmation stands in the chain that began with this contact, each with the contact on which it
   * was made last; empty where there is none, or after a day.
   */
  confirmedOn(initialContactId: string): Promise<ReadonlyMap<string, string>>
  /** True for the first use of `key` in so many milliseconds, false for every other. */
  useOnce(key: string, forMs: number): Promise<boolean>
  /** Lets `key` be used again. */
  free(key: string): Promise<void>
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const tokensPerMinute = 60
/** Of one contact: two full lists of candidates. */
const looksAtAppointments = 20
/** Of one contact: its budget lets no more searches through than could find these. */
const mostFound = 200
/** Of one chain of transfers: far more than the people one caller calls for. */
const mostConfirmed = 20

const searchesOfContact: PageKind<number> = { name: 'searches of contact', forMs: day }
const searchesOfAgent: PageKind<Tally> = { name: 'searches of agent', forMs: day + minute }
const looksOfContact: PageKind<number> = { name: 'looks of contact', forMs: day }
const matchesOfContact: PageKind<number> = { name: 'matches of contact', forMs: day }
const tokensOfAgent: PageKind<Tally> = { name: 'tokens of agent', forMs: minute + second }
const found: PageKind<readonly string[]> = { name: 'found', forMs: day }
const confirmed: PageKind<true> = { name: 'confirmed', forMs: day }
const confirmedInChain: PageKind<readonly Confirmation[]> = { name: 'confirmed in chain', forMs: day }
const used: PageKind<true> = { name: 'used', forMs: day }

/** A patient, and the contact on which the confirmation was made last. */
type Confirmation = readonly [patientId: string, contactId: string]

/** A ledger in the memory of one process. */
export function createMemoryLedger(budgets: Budgets, now: () => number = Date.now): Ledger {
  return createLedger(createMemoryPages(now), budgets, now)
}

/**
 * The rules of the ledger over pages in any place.
 *
 * An agent's budgets slide, by minutes: a search counts for an hour (a day) and to the end of its minute. A charge that
 * needs two pages takes the contact's first and gives it back where the agent's is spent; a process that dies between
 * the two leaves the contact one search short, never one over.
 */
export function createLedger(pages: LedgerPages, budgets: Budgets, now: () => number = Date.now): Ledger {
  /** Adds one to a count, or throws `budget-spent` where it has come to `most`. */
  const count = async (kind: PageKind<number>, key: string, most: number) => {
    await pages.change(kind, key, (soFar = 0) => {
      if (soFar >= most) throw new IntegrationError('budget-spent')
      return soFar + 1
    })
  }

  const chargeAgent = async (agentId: string) => {
    await pages.change(searchesOfAgent, agentId, (tally = []) => {
      for (const [windowMs, most] of [
        [day, budgets.perDay],
        [hour, budgets.perHour],
      ] as const) {
        if (countWithin(tally, windowMs, minute, now()) < most) continue
        throw new IntegrationError('budget-spent', { retryAfterMs: untilOldestLeaves(tally, windowMs, minute, now()) })
      }
      return addOne(tally, day, minute, now())
    })
  }

  return {
    async chargeSearch({ contactId, agentId }) {
      await count(searchesOfContact, contactId, budgets.perContact)
      try {
        await chargeAgent(agentId)
      } catch (error) {
        await pages.change(searchesOfContact, contactId, (charged = 1) => Math.max(0, charged - 1))
        throw error
      }
    },

    chargeAppointments: ({ contactId }) => count(looksOfContact, contactId, looksAtAppointments),

    async chargeMatch({ contactId }) {
      await count(matchesOfContact, contactId, (await pages.read(searchesOfContact, contactId)) ?? 0)
    },

    async chargeToken(agentId) {
      await pages.change(tokensOfAgent, agentId, (tally = []) => {
        if (countWithin(tally, minute, second, now()) < tokensPerMinute) return addOne(tally, minute, second, now())
        throw new IntegrationError('broker-busy', { retryAfterMs: untilOldestLeaves(tally, minute, second, now()) })
      })
    },

    async keepFound(grant, patientIds) {
      if (patientIds.length === 0) return
      await pages.change(found, keyOf(grant), (ids = []) => [...new Set([...ids, ...patientIds])].slice(-mostFound))
    },

    async wasFound(grant, patientId) {
      return (await pages.read(found, keyOf(grant)))?.includes(patientId) ?? false
    },

    async keepConfirmed(grant) {
      await pages.change(confirmed, keyOf(grant), () => true)
    },

    async hasConfirmed(grant) {
      return (await pages.read(confirmed, keyOf(grant))) ?? false
    },

    async keepConfirmation(initialContactId, patientId, contactId) {
      await pages.change(confirmedInChain, initialContactId, (standing = []) => {
        const others = standing.filter(([patient]) => patient !== patientId)
        return contactId === null ? others : [...others, [patientId, contactId] as const].slice(-mostConfirmed)
      })
    },

    async confirmedOn(initialContactId) {
      return new Map(await pages.read(confirmedInChain, initialContactId))
    },

    async useOnce(key, forMs) {
      const wasUsed = await pages.change({ ...used, forMs }, key, (is) => (is === undefined ? true : undefined))
      return wasUsed === undefined
    },

    free: (key) => pages.remove(used, key),
  }
}

function keyOf({ contactId, agentId }: CallGrant): string {
  return `${contactId} ${agentId}`
}
