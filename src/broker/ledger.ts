import { IntegrationError } from '../domain/errors.ts'
import type { CallGrant } from './call-token.ts'
import type { Budgets } from './config.ts'
import { createExpiringMap } from './expiring-map.ts'

/**
 * What was done so far, by whom, for which contact. A port: in memory for one process, in a table for several.
 * Every method is atomic: of a hundred at once, no more pass than the limit lets.
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

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const tokensPerMinute = 60
/** Of one contact: two full lists of candidates. */
const looksAtAppointments = 20
const mostAgents = 20_000
const mostContacts = 100_000
/** Of one chain of transfers: far more than the people one caller calls for. */
const mostConfirmed = 20
/** Of one contact: its budget lets no more searches through than could find these. */
const mostFound = 200

/** A ledger in memory. Entries end by themselves and their number is bounded; it dies with the process. */
export function createMemoryLedger(budgets: Budgets, now: () => number = Date.now): Ledger {
  const searchesOfContact = createExpiringMap<number>(mostContacts, now)
  const searchesOfAgent = createExpiringMap<readonly number[]>(mostAgents, now)
  const matchesOfContact = createExpiringMap<number>(mostContacts, now)
  const looksOfContact = createExpiringMap<number>(mostContacts, now)
  const tokensOfAgent = createExpiringMap<readonly number[]>(mostAgents, now)
  const found = createExpiringMap<ReadonlySet<string>>(mostContacts, now)
  const confirmed = createExpiringMap<true>(mostContacts, now)
  const confirmedInChain = createExpiringMap<ReadonlyMap<string, string>>(mostContacts, now)
  const used = createExpiringMap<true>(mostContacts, now)

  const within = (times: readonly number[] | undefined, ms: number) => (times ?? []).filter((at) => at > now() - ms)

  return {
    async chargeSearch({ contactId, agentId }) {
      const ofContact = searchesOfContact.get(contactId) ?? 0
      const today = within(searchesOfAgent.get(agentId), day)
      const lastHour = within(today, hour)
      if (ofContact >= budgets.perContact) throw new IntegrationError('budget-spent')
      if (today.length >= budgets.perDay) throw spentUntil((today[0] ?? now()) + day - now())
      if (lastHour.length >= budgets.perHour) throw spentUntil((lastHour[0] ?? now()) + hour - now())

      searchesOfContact.set(contactId, ofContact + 1, day)
      searchesOfAgent.set(agentId, [...today, now()], day)
    },

    async chargeAppointments({ contactId }) {
      const looks = looksOfContact.get(contactId) ?? 0
      if (looks >= looksAtAppointments) throw new IntegrationError('budget-spent')
      looksOfContact.set(contactId, looks + 1, day)
    },

    async chargeMatch({ contactId }) {
      const matches = matchesOfContact.get(contactId) ?? 0
      if (matches >= (searchesOfContact.get(contactId) ?? 0)) throw new IntegrationError('budget-spent')
      matchesOfContact.set(contactId, matches + 1, day)
    },

    async chargeToken(agentId) {
      const times = within(tokensOfAgent.get(agentId), minute)
      if (times.length >= tokensPerMinute) {
        throw new IntegrationError('broker-busy', { retryAfterMs: (times[0] ?? now()) + minute - now() })
      }
      tokensOfAgent.set(agentId, [...times, now()], minute)
    },

    async keepFound(grant, patientIds) {
      const key = keyOf(grant)
      const ids = [...(found.get(key) ?? []), ...patientIds]
      found.set(key, new Set(ids.slice(-mostFound)), day)
    },

    async wasFound(grant, patientId) {
      return found.get(keyOf(grant))?.has(patientId) ?? false
    },

    async keepConfirmed(grant) {
      confirmed.set(keyOf(grant), true, day)
    },

    async hasConfirmed(grant) {
      return confirmed.get(keyOf(grant)) ?? false
    },

    async keepConfirmation(initialContactId, patientId, contactId) {
      const standing = new Map(confirmedInChain.get(initialContactId))
      standing.delete(patientId)
      if (contactId !== null) standing.set(patientId, contactId)
      confirmedInChain.set(initialContactId, new Map([...standing].slice(-mostConfirmed)), day)
    },

    async confirmedOn(initialContactId) {
      return confirmedInChain.get(initialContactId) ?? new Map()
    },

    async useOnce(key, forMs) {
      if (used.get(key) !== undefined) return false
      used.set(key, true, forMs)
      return true
    },

    async free(key) {
      used.delete(key)
    },
  }
}

function spentUntil(retryAfterMs: number): IntegrationError {
  return new IntegrationError('budget-spent', { retryAfterMs })
}

function keyOf({ contactId, agentId }: CallGrant): string {
  return `${contactId} ${agentId}`
}
