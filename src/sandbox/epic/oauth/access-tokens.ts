import { randomBytes } from 'node:crypto'

export interface AccessTokens {
  /** A new opaque token, as long as those of Epic's sandbox (about 1,000 characters): nobody may cut or read it. */
  issue(): string
  isLiving(token: string): boolean
}

/** How long a token lives, in seconds. */
export const tokenLifetimeS = 3_600

/** The access tokens that were given out, held in memory until they end. Every request makes another one. */
export function createAccessTokens(now: () => number): AccessTokens {
  const endings = new Map<string, number>()
  return {
    issue() {
      for (const [token, endsAt] of endings) if (endsAt <= now()) endings.delete(token)
      const token = randomBytes(780).toString('base64url')
      endings.set(token, now() + tokenLifetimeS * 1_000)
      return token
    },
    isLiving: (token) => (endings.get(token) ?? 0) > now(),
  }
}
