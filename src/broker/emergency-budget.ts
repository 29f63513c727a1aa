import { IntegrationError } from '../domain/errors.ts'
import type { CallGrant } from './call-token.ts'
import type { LedgerPages, PageKind } from './ledger-pages.ts'

/** How much may be searched while Connect cannot say whose the calls are. Atomic, as the ledger is whose pages these are. */
export interface EmergencyBudget {
  /**
   * Counts the contact as an emergency of this agent's, for an hour; one that counts already is not counted again. Throws
   * `budget-spent`, with how long to wait, where the agent has had too many.
   */
  chargeContact(grant: CallGrant): Promise<void>
  /** Takes one of the two searches that an agent has for a contact in an emergency; throws `budget-spent` where none is left. */
  chargeSearch(grant: CallGrant): Promise<void>
}

const hour = 60 * 60_000
const mostSearches = 2

/** A contact, and when it began to count; milliseconds since 1970. */
type Emergency = readonly [contactId: string, at: number]

const emergenciesOfAgent: PageKind<readonly Emergency[]> = { name: 'emergencies of agent', forMs: hour }
const searchesInEmergency: PageKind<number> = { name: 'searches in emergency', forMs: 24 * hour }

/** The budget of emergencies, `mostPerHour` contacts for each agent, in the pages of the ledger. */
export function createEmergencyBudget(pages: LedgerPages, mostPerHour: number, now: () => number): EmergencyBudget {
  return {
    async chargeContact({ agentId, contactId }) {
      await pages.change(emergenciesOfAgent, agentId, (all = []) => {
        const lately = all.filter(([, at]) => at > now() - hour)
        if (lately.some(([counted]) => counted === contactId)) return undefined
        const [oldest] = lately
        if (oldest === undefined || lately.length < mostPerHour) return [...lately, [contactId, now()] as const]
        throw new IntegrationError('budget-spent', { retryAfterMs: oldest[1] + hour - now() })
      })
    },

    async chargeSearch({ agentId, contactId }) {
      await pages.change(searchesInEmergency, `${contactId} ${agentId}`, (made = 0) => {
        if (made >= mostSearches) throw new IntegrationError('budget-spent')
        return made + 1
      })
    },
  }
}
