import type { Agent } from './ports.ts'

/** Tells whether the softphone is known to belong to another person than the one who signed in to the panel (R38). */
export function isOfSomebodyElse(owner: Agent | null, agent: Agent): boolean {
  return owner !== null && owner.username !== agent.username
}
