import { isIntegrationError } from '../domain/errors.ts'
import { isConnectOutage } from './connect-outage.ts'
import type { ConnectUserId } from './connect-users.ts'
import { createExpiringMap } from './expiring-map.ts'
import type { LedgerPages, PageKind } from './ledger-pages.ts'

/** The users of Connect by their names: as it says now, or as it said within a shift. */
export interface RememberedUsers {
  readonly connectUserId: ConnectUserId
  /** The same, but for an outage of Connect: then the id that it gave within the last twelve hours. */
  readonly inEmergency: ConnectUserId
}

export interface RememberedUsersParts {
  /** The ledger's, which all processes of a site share. */
  readonly pages: LedgerPages
  readonly now: () => number
  /** Told of work that no answer waits for. */
  readonly meanwhile: (work: Promise<void>) => void
}

const hour = 60 * 60_000
const users: PageKind<string> = { name: 'users', forMs: 12 * hour }
/** A page is written once an hour by each process: often enough for a shift, and seldom enough for nobody to notice. */
const writtenForMs = hour
const mostUsers = 10_000

/**
 * Remembers for an emergency who the agents are in Connect, which in an outage cannot say that either. An emergency of an agent
 * whom the site's brokers did not see in that shift stays closed: it could be bound to nobody.
 */
export function rememberUsers(ask: ConnectUserId, { pages, now, meanwhile }: RememberedUsersParts): RememberedUsers {
  const written = createExpiringMap<string>(mostUsers, now)

  const keep = (username: string, id: string) => {
    if (written.get(username) === id) return
    written.set(username, id, writtenForMs)
    // One that could not be written is missed in an emergency alone, and is tried again with the next token.
    meanwhile(pages.change(users, username, () => id).then(nothing, () => written.delete(username)))
  }

  const connectUserId: ConnectUserId = async (username) => {
    try {
      const id = await ask(username)
      keep(username, id)
      return id
    } catch (error) {
      if (isIntegrationError(error) && error.code === 'agent-not-allowed') {
        written.delete(username)
        await pages.remove(users, username)
      }
      throw error
    }
  }

  return {
    connectUserId,
    async inEmergency(username) {
      try {
        return await connectUserId(username)
      } catch (error) {
        const id = isConnectOutage(error) ? await pages.read(users, username) : undefined
        if (id === undefined) throw error
        return id
      }
    },
  }
}

/** For what needs no answer. */
function nothing(): void {}
