import { isIntegrationError } from '../domain/errors.ts'
import { isConnectOutage } from './connect-outage.ts'
import type { ConnectUserId } from './connect-users.ts'
import { createExpiringMap } from './expiring-map.ts'

/** The users of Connect by their names: as it says now, or as it said within a shift. */
export interface RememberedUsers {
  readonly connectUserId: ConnectUserId
  /** The same, but for an outage of Connect: then the id that it gave within the last twelve hours. */
  readonly inEmergency: ConnectUserId
}

const shiftMs = 12 * 60 * 60_000
const mostUsers = 10_000

/**
 * Remembers for an emergency who the agents are in Connect. In an outage Connect cannot say that either, and an emergency of
 * an agent whom this process never saw stays closed: it could be bound to nobody.
 */
export function rememberUsers(ask: ConnectUserId, now: () => number): RememberedUsers {
  const known = createExpiringMap<string>(mostUsers, now)

  const connectUserId: ConnectUserId = async (username) => {
    try {
      const id = await ask(username)
      known.set(username, id, shiftMs)
      return id
    } catch (error) {
      if (isIntegrationError(error) && error.code === 'agent-not-allowed') known.delete(username)
      throw error
    }
  }

  return {
    connectUserId,
    async inEmergency(username) {
      try {
        return await connectUserId(username)
      } catch (error) {
        const id = isConnectOutage(error) ? known.get(username) : undefined
        if (id === undefined) throw error
        return id
      }
    },
  }
}
