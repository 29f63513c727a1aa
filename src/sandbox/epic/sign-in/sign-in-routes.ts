import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { AuthorizationServer } from './authorization-server.ts'

/** The grants that are people's; all others are left to the token endpoint of backend clients. */
const grants = ['authorization_code', 'refresh_token']

/** Below the issuer, what Epic has for its users. To be mounted before the token endpoint of backend clients. */
export function signInRoutes(server: AuthorizationServer): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .use('/token', async (c, next) => {
      if (c.req.method === 'OPTIONS') {
        await server.answer(c.env.incoming, c.env.outgoing)
        return RESPONSE_ALREADY_SENT
      }
      if (c.req.method !== 'POST') return next()
      // Hono keeps what was read, so the route behind can read it again.
      const body = await c.req.text()
      if (!grants.includes(new URLSearchParams(body).get('grant_type') ?? '')) return next()
      await server.answer(c.env.incoming, c.env.outgoing, body)
      return RESPONSE_ALREADY_SENT
    })
    .on(['GET', 'POST', 'OPTIONS'], ['/authorize', '/authorize/*', '/sign-in/*', '/keys'], async (c) => {
      await server.answer(c.env.incoming, c.env.outgoing)
      return RESPONSE_ALREADY_SENT
    })
}
