import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler } from 'hono'
import type { EpicSite } from './epic-site.ts'

/**
 * Lets the pages of these origins read what Interconnect answers, as the site has it set up: all of it, all but errors,
 * or nothing (facts/epic.md 2.8). No header but those of a FHIR search is allowed.
 */
export function crossOrigin(origins: readonly string[], site: EpicSite): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin')
    const isKnown = origin !== undefined && origins.includes(origin) && site.cors !== 'none'
    if (c.req.method === 'OPTIONS' && isKnown) return c.body(null, 204, { ...allowed, ...readableBy(origin) })

    await next()
    const isReadable = isKnown && !(site.cors === 'not-errors' && c.res.status >= 400)
    if (isReadable && c.res !== RESPONSE_ALREADY_SENT) {
      for (const [name, value] of Object.entries(readableBy(origin))) c.header(name, value)
    }
    return undefined
  }
}

const allowed = {
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept',
  'Access-Control-Max-Age': '600',
}

const readableBy = (origin: string) => ({ 'Access-Control-Allow-Origin': origin, Vary: 'Origin' })
