import type { ContactKind, ContactPhase } from '../connect-instance/contact.ts'
import type { ShownFaultPoint } from '../faults/fault-board.ts'
import type { SandboxOrigins } from '../site-settings.ts'

/** Where the switches of one party stand, by their names. */
export type Standing = Readonly<Record<string, string | number | boolean | null>>

/** A contact by what tells two apart on the page; the last four digits stand for its number. */
export interface ShownContact {
  readonly contactId: string
  readonly kind: ContactKind
  readonly phase: ContactPhase
  readonly isTaken: boolean
  readonly isHeld: boolean
  readonly isAgentHeld: boolean
  /** Whether a colleague is on the call too. */
  readonly hasColleague: boolean
  readonly isCleared: boolean
  readonly numberEndsWith: string | null
  /** ISO 8601. */
  readonly since: string
}

/** A scene as the page shows it: a button and its crib. */
export interface ShownScene {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly says: readonly string[]
  /** False for a scene about the named cast where other people were loaded. */
  readonly isPlayable: boolean
}

/** A number that the people Epic has answer to: E.164, how many share it, and whom to expect with which birth date. */
export interface RingableNumber {
  readonly number: string
  readonly label: string
  readonly says: readonly string[]
}

/** What `GET /api/state` answers: everything the page shows but the journal. */
export interface ControlRoomState {
  readonly origins: SandboxOrigins
  readonly agents: readonly { readonly username: string; readonly name: string }[]
  readonly scenes: readonly ShownScene[]
  readonly numbers: readonly RingableNumber[]
  readonly epic: Standing
  readonly connect: Standing
  readonly site: Standing
  readonly faults: readonly ShownFaultPoint[]
  readonly contacts: readonly ShownContact[]
  readonly charts: number
}
