import type { MiddlewareHandler } from 'hono'
import type { Journal } from '../journal.ts'
import type { EpicSite } from './epic-site.ts'
import { proxyPage, unavailablePage } from './iis-pages.ts'

/** Makes every request to Interconnect meet the site's present latency and fault. */
export function siteWeather(site: EpicSite, journal: Journal): MiddlewareHandler {
  return async (c, next) => {
    const { signal } = c.req.raw
    if (site.latencyMs > 0) await passed(site.latencyMs, signal)
    if (site.fault === 'none' || site.fault === 'invalid-client') return next()

    journal.write('epic', 'fault-played', { fault: site.fault })
    if (site.fault === 'down') return unavailablePage()
    if (site.fault === 'html') return proxyPage()
    await passed(Number.POSITIVE_INFINITY, signal)
    // Nobody reads this: the client has gone. 499 is what web servers log for it.
    return new Response(null, { status: 499 })
  }
}

/** Resolves after `ms`, or when the client goes away, whichever is first. */
function passed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = Number.isFinite(ms) ? setTimeout(done, ms) : undefined
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
