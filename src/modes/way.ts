import type { SignedInAgent } from '../auth/signed-in-agent.ts'
import type { ContactId } from '../domain/contact.ts'
import type {
  Decisions,
  EmergencySearches,
  FindAppointments,
  FindCertainMatch,
  SearchPatients,
} from '../domain/ports.ts'

/** How one site's agents sign in, search and have decisions written: what a mode comes to, once the agent is signed in. */
export interface Way {
  readonly agent: SignedInAgent
  /** Whether a broker stands between the page and Epic. */
  readonly hasBroker: boolean
  readonly searchPatients: SearchPatients<AbortSignal>
  readonly findAppointments: FindAppointments<AbortSignal>
  readonly findCertainMatch: FindCertainMatch<AbortSignal>
  readonly decisions: Decisions
  /** Null where no broker can grant a search in an emergency. */
  readonly emergencySearches: EmergencySearches | null
  readonly signIn: {
    /** Whether `again` leaves the page and the call alone. */
    readonly isBeside: boolean
    /** Has the agent sign in anew: in a window beside the page, from a press alone; else the page goes away, never during a call. */
    again(): Promise<'signed-in' | 'blocked' | 'redirecting'>
    out(): Promise<void>
    /** Forgets the agent and stays: the softphone beside us goes on (R39, R69). */
    lock(): void
    onSignedOut(listener: () => void): () => void
  }
  /** Gets ready what a ringing contact will need. */
  prefetch(contactId: ContactId): void
  /** Has `listener` told of a contact on which an agent who had the call before confirmed somebody; where nobody knows, never. */
  onConfirmedEarlier(listener: (contactId: ContactId) => void): void
  /** Has `listener` told of a contact in an emergency once Connect answered that it is the agent's. */
  onConnectAnswered(listener: (contactId: ContactId) => void): void
  /** Drops what is kept of a contact (R45). */
  forget(contactId: ContactId): void
}

/** Why nobody is signed in, in words that stand where the panel would, with a button where there is something the agent can do. */
export interface Obstacle {
  readonly title: string
  readonly body: string
  readonly action?: { readonly label: string; readonly run: () => void }
  /** Whether the softphone cannot work either, for the same reason. */
  readonly isOfSoftphoneToo?: boolean
}

/** What a sign-in came to; `leaving` where the page goes away for it, so that nothing else may be started. */
export type Entrance = Way | Obstacle | 'leaving'

/** Whether nobody is signed in, and the page stays all the same; beside it stands the way, or the agent. */
export function isObstacle(outcome: object): outcome is Obstacle {
  return 'title' in outcome
}
