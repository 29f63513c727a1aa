import { createContext, use } from 'react'
import type { CallSessionStore } from '../call/call-session-store.ts'
import type { OpenChartParts } from '../call/open-chart.ts'
import type {
  Agent,
  EmergencySearches,
  FindAppointments,
  FindCertainMatch,
  SearchPatients,
  Softphone,
} from '../domain/ports.ts'
import type { SitePolicy } from '../domain/site-policy.ts'

/** Where appointments come from, and the zone of the hospital's clocks; a site that shows none has no such parts. */
export interface AppointmentParts {
  readonly find: FindAppointments<AbortSignal>
  /** IANA, such as `America/Chicago`. */
  readonly timeZone: string
}

/** All that the panel is handed; wired at the door, replaced by fakes in tests. */
export interface PanelParts {
  readonly store: CallSessionStore
  readonly softphone: Softphone
  readonly searchPatients: SearchPatients<AbortSignal>
  /** Null where the site does not show appointments. */
  readonly appointments: AppointmentParts | null
  /** Null where the site does not ask Epic whether it is certain. */
  readonly certainMatch: FindCertainMatch<AbortSignal> | null
  /** Null where no broker can grant a search in an emergency. */
  readonly emergencySearches: EmergencySearches | null
  readonly openChart: OpenChartParts
  readonly policy: SitePolicy
  /** Who is signed in at the identity provider. */
  readonly agent: Agent
  readonly signIn: {
    readonly isBeside: boolean
    again(): Promise<'signed-in' | 'blocked' | 'redirecting'>
    out(): Promise<void>
  }
  /** `locales` are those that agents may work in beside the site's own. */
  readonly site: {
    readonly name: string
    readonly isSandbox: boolean
    readonly locale: string
    readonly locales: readonly string[]
  }
  /** Whether a broker stands between the page and Epic, so that the bottom line tells of it. */
  readonly hasBroker: boolean
  readonly now: () => number
}

/** The parts, for every component below the panel. */
export const PanelPartsContext = createContext<PanelParts | null>(null)

/** The parts of the panel this component stands in. */
export function usePanelParts(): PanelParts {
  const parts = use(PanelPartsContext)
  if (parts === null) throw new Error('A part of the panel stands outside of it.')
  return parts
}
