import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { isIntegrationError } from '../domain/errors.ts'
import { createBackendToken } from '../smart/backend-token.ts'
import { createDiscovery } from '../smart/discovery.ts'
import type { LaboratoryConfig } from './laboratory-config.ts'
import { createSigningKeys } from './signing-keys.ts'

/** Seconds for which a page may keep the token; it is asked anew before Epic's own hour is over. */
const keptForS = 300

/**
 * The laboratory's token door: `POST /token` gives a page of this machine Epic's own system token, which a hospital's broker never
 * does (R1). It exists to try a widget against Epic's public sandbox without Amazon Connect's say (R2).
 *
 * 200 `{ access_token, token_type, expires_in }`, never cached; 502 with a code of ours where Epic gives none.
 *
 * @param ask For Epic; a test hands in its own.
 */
export function createLaboratory(config: LaboratoryConfig, ask: typeof fetch = fetch): Hono {
  const { fhirBaseUrl, clientId } = config
  const discovery = createDiscovery({ fhirBaseUrl, fetch: ask })
  const keys = createSigningKeys(config.signingKeys)
  const token = createBackendToken({
    tokenUrl: () => discovery.tokenUrl(),
    clientId,
    signingKey: async () => (await keys.current())[0],
    fetch: ask,
  })

  return new Hono()
    .use(cors({ origin: [...config.allowedOrigins], allowMethods: ['POST'], allowHeaders: ['Content-Type'] }))
    .post('/token', async (c) => {
      if (!config.allowedOrigins.includes(c.req.header('origin') ?? '')) return c.body(null, 403)
      try {
        const { stale } = await c.req.json<{ stale?: unknown }>()
        const access_token = typeof stale === 'string' ? await token.renew(stale) : await token.current()
        const answer = { access_token, token_type: 'Bearer', expires_in: keptForS }
        return c.json(answer, 200, { 'Cache-Control': 'no-store' })
      } catch (error) {
        if (error instanceof SyntaxError) return c.body(null, 400)
        if (!isIntegrationError(error)) throw error
        return c.json({ code: error.code }, 502)
      }
    })
}
