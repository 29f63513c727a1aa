import type { Browser } from '@playwright/test'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { listening } from './broker-in-memory.ts'
import { afterPaint } from './open-widget.ts'
import { epicToken } from './played-epic.ts'

const page = fileURLToPath(new URL('naive-page.js', import.meta.url))

/**
 * What common examples of this integration do when a call is accepted: the page asks its server, which gets a new token from
 * Epic and with it GETs a search by number, one after the other; the page lists the names. In milliseconds from the call to
 * the frame that holds them, in the same browser as the widget and alone in it; `cpu` slows the page as it slowed the widget's.
 */
export async function naiveFlow(
  sandbox: Sandbox,
  browser: Browser,
  { calls, cpu }: { readonly calls: number; readonly cpu: number },
): Promise<readonly number[]> {
  const server = await listening((await naiveServer(sandbox)).fetch)
  const tab = await browser.newPage()
  try {
    await tab.goto(server.origin)
    await tab.addScriptTag({ path: afterPaint })
    await tab.addScriptTag({ path: page })
    const devTools = await tab.context().newCDPSession(tab)
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: cpu })
    const times: number[] = []
    while (times.length < calls) times.push(await tab.evaluate('acceptNaively()'))
    return times
  } finally {
    await tab.close()
    server.close()
  }
}

async function naiveServer(sandbox: Sandbox): Promise<Hono> {
  const token = await epicToken(sandbox)
  let held = await token.current()
  return new Hono()
    .get('/', (context) => context.html('<!doctype html><title>A naive page</title><ul></ul>'))
    .get('/search', async () => {
      held = await token.renew(held)
      const headers = { authorization: `Bearer ${held}`, accept: 'application/fhir+json' }
      return fetch(`${sandbox.origins.epic}/interconnect/api/FHIR/R4/Patient?telecom=608-555-0142`, { headers })
    })
}
