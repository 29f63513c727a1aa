import type { AppointmentAnswer, AppointmentQuestion } from './appointment.ts'
import type { CertainMatchAnswer, CertainMatchQuestion } from './certain-match.ts'
import type { ContactEvent, ContactId } from './contact.ts'
import type { PatientId } from './patient.ts'
import type { PatientSearch, PatientSearchAnswer } from './patient-search.ts'
import type { Verification } from './verification.ts'

/** What an adapter hands in to stop waiting: the browser's and Node's `AbortSignal` both are one. */
export interface Cancellation {
  readonly aborted: boolean
}

/**
 * How the softphone stands: `refused` by Connect (permissions, approved origins), `lost` when it went silent, `unheard` when it
 * was loaded and never said a word. Of an unheard one nobody can tell whether the agent is signed out or its page is down.
 */
export type ConnectState = 'connecting' | 'ready' | 'signed-out' | 'refused' | 'lost' | 'unheard'

/** Who is signed in: to Connect, or to the identity provider. `username` is compared between the two (R38). */
export interface Agent {
  readonly username: string
  readonly name: string
  /** Their own resource in Epic, such as `Practitioner/e3Mb`, where they signed in there. */
  readonly fhirUser?: string
  /** The language they chose in the softphone, as Connect writes it: `en_US`. */
  readonly language?: string
}

/** The embedded softphone of Amazon Connect. */
export interface Softphone {
  /** Calls `listener` for every contact event until the returned function is called. */
  subscribe(listener: (event: ContactEvent) => void): () => void
  /** Calls `listener` at once and at every change, with the CCP's agent as soon as it is known. */
  onState(listener: (state: ConnectState, agent: Agent | null) => void): () => void
  /** Tells Connect that the agent is working here, so that its inactivity clock does not sign them out. */
  showActivity(): void
  /**
   * Opens the softphone's log-in window, or shows the one that is open. From a press alone: browsers block it else, and where
   * they do even so, `onBlocked` is called.
   */
  openLogIn(onBlocked: () => void): void
  /** Loads the softphone's page anew, where it went silent. A call under way goes on; its sound may break off. */
  reload(): void
}

/** Asks Epic one question for one contact. Failures are `IntegrationError`s. */
export type SearchPatients<Signal extends Cancellation = Cancellation> = (
  contactId: ContactId,
  search: PatientSearch,
  signal: Signal,
) => Promise<PatientSearchAnswer>

/** Asks Epic whether it is certain who is meant, beside a search for the same contact. Failures are `IntegrationError`s. */
export type FindCertainMatch<Signal extends Cancellation = Cancellation> = (
  contactId: ContactId,
  question: CertainMatchQuestion,
  signal: Signal,
) => Promise<CertainMatchAnswer>

/** Asks for the appointments of a patient that was found for a contact. Failures are `IntegrationError`s. */
export type FindAppointments<Signal extends Cancellation = Cancellation> = (
  contactId: ContactId,
  question: AppointmentQuestion,
  signal: Signal,
) => Promise<AppointmentAnswer>

/** Searches for contacts of which Connect cannot say just now whose they are (R16). */
export interface EmergencySearches {
  /** From now on the contact's permission is asked for in an emergency, for this reason, until Connect answers. */
  begin(contactId: ContactId, reason: string): void
  /** No longer. */
  end(contactId: ContactId): void
}

/** The record of a decision, which must be written before a chart may open (R24). */
export interface Decisions {
  /** Writes that the agent confirmed this patient for this contact, and by what; refused where that is too little. */
  confirm(contactId: ContactId, patient: PatientId, verification: Verification): Promise<void>
  /** Writes that the agent took the confirmation back: it was the wrong patient. */
  withdraw(contactId: ContactId, patient: PatientId): Promise<void>
}

/** A browser window taken for a chart while the agent's press still counts. */
export interface ChartWindow {
  /** Goes to Epic, cut off from our page. */
  show(address: string): void
  close(): void
}

/** The windows that charts open in. */
export interface ChartWindows {
  /** A blank window, or null where the browser refuses one. To be called from a click or key alone (R42). */
  take(): ChartWindow | null
}
