import type { AgentState } from './agents.ts'
import { isDialling } from './contact-life.ts'
import { isRinging, isVoice, type PlayedContact } from './contact.ts'

/** What an agent chose, and what they asked to become after the contact. */
export interface AgentChoice {
  readonly chosen: AgentState
  readonly next: AgentState | null
}

/** The state an agent is in, since when, and the state they will be in afterwards. */
export interface AgentStanding extends AgentChoice {
  readonly state: AgentState
  readonly since: number
}

/**
 * The state Amazon Connect gives an agent with these contacts, none of them cleared.
 *
 * What is most urgent names the state: ringing, dialling, talking, after-call work, then the error of a contact that
 * was missed or rejected (ccp-streams.md 1.7). Chats, tasks and monitoring leave the agent in the state they chose,
 * as real snapshots show; so does having no contact at all.
 */
export function agentStateFor(contacts: readonly PlayedContact[], choice: AgentChoice): AgentState {
  const own = contacts.filter((contact) => isVoice(contact) && contact.kind !== 'monitoring')
  const some = (is: (contact: PlayedContact) => boolean): boolean => own.some(is)

  // A queued callback is offered before it is a call: real snapshots show `Pending`, not routable.
  if (some((c) => c.phase === 'incoming')) return { arn: null, name: 'Pending', type: 'not_routable' }
  if (some(isRinging)) return system('PendingBusy')
  if (some(isDialling)) return system('CallingCustomer')
  if (some((c) => c.phase === 'connected')) return system('Busy')
  if (some((c) => c.phase === 'ended')) return system('AfterCallWork')
  if (some((c) => c.phase === 'missed')) return { arn: null, name: 'MissedCallAgent', type: 'error' }
  if (some((c) => c.phase === 'rejected')) return { arn: null, name: 'AgentHungUp', type: 'error' }
  return choice.chosen
}

function system(name: string): AgentState {
  return { arn: null, name, type: 'system' }
}
