import { IntegrationError } from '../domain/errors.ts'
import type { ConnectApi } from './connect-api.ts'
import { createExpiringMap } from './expiring-map.ts'

/** The user id in Connect of a user name; throws `agent-not-allowed` where Connect has no such user. */
export type ConnectUserId = (username: string) => Promise<string>

const keptForMs = 10 * 60_000
/** A user made a moment ago must get in soon, and a name that does not exist must not cost a question each time. */
const missingForMs = 30_000
const mostUsers = 10_000

/** Finds the Connect user of an agent, remembering the answer; many questions at once for one name are one. */
export function createConnectUsers(api: Pick<ConnectApi, 'findUser'>, now: () => number = Date.now): ConnectUserId {
  const known = createExpiringMap<{ readonly id: string | null }>(mostUsers, now)
  const asking = new Map<string, Promise<string | null>>()

  const ask = async (username: string) => {
    const id = await api.findUser(username)
    known.set(username, { id }, id === null ? missingForMs : keptForMs)
    return id
  }

  const askOnce = (username: string) => {
    const flight = asking.get(username) ?? ask(username).finally(() => asking.delete(username))
    asking.set(username, flight)
    return flight
  }

  return async (username) => {
    const kept = known.get(username)
    const id = kept === undefined ? await askOnce(username) : kept.id
    if (id === null) throw new IntegrationError('agent-not-allowed')
    return id
  }
}
