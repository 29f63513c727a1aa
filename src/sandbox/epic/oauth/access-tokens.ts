import { randomBytes } from 'node:crypto'

/** Whom a token was given to: a user of Epic by their login, or the backend client. */
export interface TokenHolder {
  readonly user: string | null
}

export interface AccessTokens {
  /**
   * A new opaque token, as long as those of Epic's sandbox (about 1,000 characters): nobody may cut or read it. For the
   * backend client and an hour unless said otherwise.
   */
  issue(to?: { readonly user: string; readonly lifeS: number }): string
  /** Whose token it is while it lives, else null. */
  holderOf(token: string): TokenHolder | null
}

/** How long a token lives, in seconds. */
export const tokenLifetimeS = 3_600

/** The access tokens that were given out, held in memory until they end. Every request makes another one. */
export function createAccessTokens(now: () => number): AccessTokens {
  const given = new Map<string, TokenHolder & { readonly endsAt: number }>()
  return {
    issue(to) {
      for (const [token, { endsAt }] of given) if (endsAt <= now()) given.delete(token)
      const token = randomBytes(780).toString('base64url')
      given.set(token, { user: to?.user ?? null, endsAt: now() + (to?.lifeS ?? tokenLifetimeS) * 1_000 })
      return token
    },
    holderOf(token) {
      const holder = given.get(token)
      return holder === undefined || holder.endsAt <= now() ? null : holder
    },
  }
}
