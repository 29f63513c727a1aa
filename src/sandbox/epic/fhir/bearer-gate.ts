import type { MiddlewareHandler } from 'hono'
import type { Journal } from '../../journal.ts'
import type { AccessTokens, TokenHolder } from '../oauth/access-tokens.ts'

/** What the gate found out, for the routes behind it. */
export interface GateEnv {
  Variables: { holder: TokenHolder }
}

/** Lets a request pass that carries a living access token; others get Epic's 401: an empty JSON string (epic.md 2.3). */
export function bearerGate(tokens: AccessTokens, journal: Journal): MiddlewareHandler<GateEnv> {
  return async (c, next) => {
    const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const holder = token === undefined ? null : tokens.holderOf(token)
    if (holder !== null) {
      c.set('holder', holder)
      return next()
    }

    journal.write('epic', 'unauthorized', { token: token === undefined ? 'missing' : 'not living' })
    return unauthorized()
  }
}

/** Epic's answer to a token that it does not take: an empty JSON text. */
export function unauthorized(): Response {
  const error = 'The access token provided is not valid'
  return new Response('""', {
    status: 401,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'www-authenticate': `Bearer error="invalid_token", error_description="${error}"`,
    },
  })
}

/** Epic's answer to a client that was not registered for an API: no body at all. */
export function notRegistered(): Response {
  const error = 'The access token provided is valid, but is not authorized for this service'
  return new Response(null, {
    status: 403,
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", error_description="${error}"` },
  })
}
