import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import { cutOff } from '../cut-off.ts'
import type { Journal } from '../journal.ts'
import type { EpicSite } from './epic-site.ts'
import type { EpicFault } from './faults/epic-fault.ts'
import { epicFaultNamed } from './faults/epic-faults.ts'
import { passed } from './faults/passed.ts'

/** `app.fetch` of a test hands in no socket. */
type Env = { Bindings: Partial<HttpBindings> }

/** When the present fault was met first, with which token, and how many next pages it met since. */
interface FirstMeeting {
  readonly fault: EpicSite['fault']
  readonly at: number
  readonly token: string | undefined
  nextPages: number
}

/** Makes every request to Interconnect meet the site's present latency and fault. */
export function siteWeather(site: EpicSite, journal: Journal): MiddlewareHandler {
  let first: FirstMeeting | null = null

  return async (c: Context<Env>, next) => {
    const { signal } = c.req.raw
    if (site.latencyMs > 0) await passed(site.latencyMs, signal)
    const fault = epicFaultNamed(site.fault)
    if (fault === null) first = null
    if (fault === null || !isMetBy(fault, c)) return next()

    const token = c.req.header('authorization')
    if (first?.fault !== site.fault) first = { fault: site.fault, at: Date.now(), token, nextPages: 0 }
    const isNextPage = c.req.query('sessionID') !== undefined
    if (isNextPage) first.nextPages += 1
    journal.write('epic', 'fault-played', { fault: site.fault })
    const played = await fault.play({
      answer: async () => {
        await next()
        return c.res
      },
      lastedMs: Date.now() - first.at,
      hasFirstToken: token === first.token,
      nextPage: isNextPage ? first.nextPages : null,
      signal,
      cut: () => {
        const socket = c.env.outgoing?.socket
        if (socket) cutOff(socket)
        return RESPONSE_ALREADY_SENT
      },
    })
    // Hono would keep the headers of the answer that was given before.
    c.res = undefined
    c.res = played
    return undefined
  }
}

function isMetBy({ at }: EpicFault, c: Context): boolean {
  const { path } = c.req
  if (at === 'everything') return true
  if (at === 'token') return path.endsWith('/oauth2/token')
  if (at === 'patient-search') return /\/Patient(?:\/_search)?$/.test(path)
  return /\/(?:Patient|Appointment)(?:\/|$)/.test(path)
}
