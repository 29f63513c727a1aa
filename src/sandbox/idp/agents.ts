import { createHash } from 'node:crypto'

/** An agent whom the played identity provider can sign in. `username` is the agent's login in Amazon Connect too. */
export interface PlayedAgent {
  readonly username: string
  readonly name: string
}

/**
 * The subject of an agent's tokens: opaque and stable, as identity providers make them.
 *
 * It is not the username, so that a broker which mistook `sub` for the username would be found out here.
 */
export function subjectOf(agent: PlayedAgent): string {
  return createHash('sha256').update(`sandbox agent ${agent.username}`).digest('base64url').slice(0, 22)
}

/** The agent with this subject, or undefined. */
export function agentOfSubject(agents: readonly PlayedAgent[], subject: string): PlayedAgent | undefined {
  return agents.find((agent) => subjectOf(agent) === subject)
}
