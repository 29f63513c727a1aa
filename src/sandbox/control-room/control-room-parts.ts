import type { ConnectApi } from '../connect-api/connect-api.ts'
import type { ConnectInstance } from '../connect-instance/connect-instance.ts'
import type { Epic } from '../epic/epic-party.ts'
import type { FaultBoard } from '../faults/fault-board.ts'
import type { Journal } from '../journal.ts'
import type { SandboxOrigins, SitePolicySettings } from '../site-settings.ts'
import type { PeopleOnHand } from './people-on-hand.ts'

/** The hospital's own settings, which the widget and the broker follow; changing them restarts the broker. */
export interface SiteSwitches {
  policy(): SitePolicySettings
  change(policy: SitePolicySettings): Promise<void>
}

/** What a colleague's own widget would tell the broker: whom they confirmed on a contact they had first. */
export interface Colleague {
  colleagueConfirms(contactId: string, patientId: string): Promise<void>
}

/** The parties that the control room plays on. */
export interface ControlRoomParts {
  readonly origins: SandboxOrigins
  readonly instance: ConnectInstance
  readonly connectApi: ConnectApi
  readonly epic: Epic
  readonly site: SiteSwitches
  readonly colleague: Colleague
  readonly faults: FaultBoard
  readonly journal: Journal
  readonly onHand: PeopleOnHand
}
