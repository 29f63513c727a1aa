import type { Journal } from '../journal.ts'
import { type AgentVerbs, agentVerbs } from './agent-verbs.ts'
import { agentNamed } from './agents.ts'
import type { PlayedContact } from './contact.ts'
import { createInstanceState, type InstanceEvent, type InstanceSettings } from './instance-state.ts'
import { type ScenarioVerbs, scenarioVerbs } from './scenario-verbs.ts'

/** The played Amazon Connect instance: its contacts, its agents, and what they and callers may do. */
export interface ConnectInstance extends AgentVerbs, ScenarioVerbs {
  readonly settings: InstanceSettings
  readonly now: () => number
  /** The contact by its id, cleared ones included; `ResourceNotFoundException` for an unknown one. */
  contact(contactId: string): PlayedContact
  /** Every contact since the start, oldest first. */
  contacts(): readonly PlayedContact[]
  /** What the CCP of this agent shows now. */
  shownTo(username: string): readonly PlayedContact[]
  /** Calls `listener` after every change and for every command to the CCP, until the returned function is called. */
  subscribe(listener: (event: InstanceEvent) => void): () => void
  /** Stops the clocks: nothing rings out or is picked up any more. */
  close(): void
}

/** A played instance without contacts, its three agents `Available`. `now` is epoch milliseconds. */
export function createConnectInstance(parts: { journal: Journal; now?: () => number }): ConnectInstance {
  const state = createInstanceState(parts.journal, parts.now ?? Date.now)
  const instance = {
    settings: state.settings,
    now: state.now,
    contact: state.find,
    contacts: state.all,
    shownTo: (username: string) => state.shown(agentNamed(username).id),
    subscribe: state.subscribe,
    close: state.close,
    ...agentVerbs(state),
  }
  // Not spread: `ccpAgent` is read and set through the verbs' own accessors.
  return Object.defineProperties(instance, Object.getOwnPropertyDescriptors(scenarioVerbs(state))) as ConnectInstance
}
