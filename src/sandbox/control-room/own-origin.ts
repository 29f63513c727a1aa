import { createMiddleware } from 'hono/factory'

/**
 * Lets in requests of the control room's own page, and of programs that are no browser.
 *
 * Any page a visitor has open could otherwise ring telephones here: so the host must be ours (a name that somebody
 * points at loopback is not), `Origin` and `Sec-Fetch-Site` must name us where they are sent, and what changes
 * something must be JSON, which no form can send.
 */
export function ownOriginOnly(origin: string) {
  const { host } = new URL(origin)
  return createMiddleware(async (c, next) => {
    const from = c.req.header('Origin') ?? origin
    const site = c.req.header('Sec-Fetch-Site') ?? 'same-origin'
    const isOurs = c.req.header('Host') === host && from === origin && site === 'same-origin'
    if (!isOurs) return c.json({ error: 'Only the control room’s own page may ask this.' }, 403)

    const changes = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    if (changes && c.req.header('Content-Type')?.split(';')[0] !== 'application/json') {
      return c.json({ error: 'Send JSON.' }, 415)
    }
    return next()
  })
}
