import type { Adapter, AdapterPayload } from 'oidc-provider'

/**
 * Where one identity provider keeps its sessions, codes and refresh tokens: memory, gone when the sandbox ends.
 *
 * oidc-provider has one of its own, but all providers of a process share it, and it forgets all but the last
 * thousand things: two sandboxes in one test run would sign each other's agents out.
 */
export function createTokenStore(now: () => number = Date.now): (model: string) => Adapter {
  const shelves = new Map<string, Map<string, Kept>>()
  return (model) => {
    const shelf = shelves.get(model) ?? new Map<string, Kept>()
    shelves.set(model, shelf)
    return shelfAdapter(shelf, now)
  }
}

interface Kept {
  readonly payload: AdapterPayload
  readonly until: number
}

function shelfAdapter(shelf: Map<string, Kept>, now: () => number): Adapter {
  const find = (id: string) => {
    const kept = shelf.get(id)
    if (kept === undefined || kept.until > now()) return kept?.payload
    shelf.delete(id)
    return undefined
  }
  const findWhere = (is: (payload: AdapterPayload) => boolean) =>
    [...shelf.values()].find((kept) => kept.until > now() && is(kept.payload))?.payload

  return {
    async upsert(id, payload, expiresIn) {
      for (const [key, kept] of shelf) if (kept.until <= now()) shelf.delete(key)
      shelf.set(id, { payload, until: expiresIn === undefined ? Infinity : now() + expiresIn * 1000 })
    },
    find: async (id) => find(id),
    findByUid: async (uid) => findWhere((payload) => payload.uid === uid),
    findByUserCode: async (userCode) => findWhere((payload) => payload.userCode === userCode),
    async consume(id) {
      const payload = find(id)
      if (payload !== undefined) payload.consumed = Math.floor(now() / 1000)
    },
    async destroy(id) {
      shelf.delete(id)
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of shelf) if (payload.grantId === grantId) shelf.delete(key)
    },
  }
}
