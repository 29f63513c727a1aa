import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ConnectInstance } from '../connect-instance/connect-instance.ts'
import type { Journal } from '../journal.ts'
import { bundlePage } from '../page-bundle.ts'
import { agentUpdate } from './agent-snapshot.ts'
import type { AgentUpdate } from './agent-update.ts'
import { ccpDocument } from './ccp-document.ts'
import { snapshotFeed } from './snapshot-feed.ts'
import { answerSoftphone } from './softphone-api.ts'

interface CcpParts {
  readonly instance: ConnectInstance
  /** Whole origins (`http://widget.localhost:4401`) that may frame the CCP; nobody else may. */
  readonly approvedOrigins: readonly string[]
  readonly journal: Journal
}

/** Real CCPs repeat an unchanged snapshot at least this often (ccp-streams.md 1.5). */
const REPEAT_MS = 30_000

/**
 * The played CCP: a page that speaks the conduit protocol to whoever frames it, its feed of snapshots, and the API
 * behind its buttons.
 *
 * It keeps nothing in the browser: no storage, no cookies, so it works where third-party storage is blocked.
 */
export function createCcp({ instance, approvedOrigins, journal }: CcpParts): { readonly app: Hono } {
  const app = new Hono()
  const headers = pageHeaders(approvedOrigins)

  app.use(async (c, next) => {
    if (instance.settings.ccpFault === 'down') c.res = c.text('Service Unavailable', 503)
    else await next()
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
  })

  app.get('/ccp-v2', (c) => c.redirect('/ccp-v2/'))
  app.get('/ccp-v2/', (c) => {
    journal.write('connect', 'ccp-opened', { agent: instance.ccpAgent })
    const isSilent = instance.settings.ccpFault === 'silent' || instance.settings.ccpFault === 'ack-lost'
    return c.html(ccpDocument(isSilent ? 'silent' : instance.isCcpSignedOut ? 'signed-out' : 'speaks'))
  })
  app.get('/ccp-v2/ccp.js', async (c) => c.body(await pageScript(), 200, { 'Content-Type': 'text/javascript' }))
  app.get('/ccp-v2/ccp.css', async (c) => c.body(await pageStyle(), 200, { 'Content-Type': 'text/css' }))

  app.get('/ccp-v2/feed', (c) =>
    streamSSE(c, async (stream) => {
      const send = async (event: string, data: unknown): Promise<void> =>
        stream.writeSSE({ event, data: JSON.stringify(data) })

      const feed = snapshotFeed({
        fault: () => instance.settings.ccpEvents,
        send: (update: AgentUpdate<number>) => void send('update', update),
        reload: () => void send('command', 'reload'),
      })
      const unsubscribe = instance.subscribe((event) => {
        if (event.type === 'changed') feed.tell(agentUpdate(instance))
        else void send('command', event.command)
      })
      const repeat = setInterval(() => void send('update', agentUpdate(instance)), REPEAT_MS).unref()

      const first = agentUpdate(instance)
      feed.begin(first)
      await send('update', first)
      await new Promise<void>((gone) => stream.onAbort(gone))
      unsubscribe()
      feed.close()
      clearInterval(repeat)
    }),
  )

  app.post('/ccp-v2/sign-in', (c) => {
    if (c.req.header('Content-Type') !== 'application/json') return c.text('Unsupported Media Type', 415)
    instance.signInCcp()
    return c.json({})
  })

  app.post('/ccp-v2/api', async (c) => {
    // A form cannot send this type without a preflight, which nothing here answers: only our own page gets through.
    if (c.req.header('Content-Type') !== 'application/json') return c.text('Unsupported Media Type', 415)
    const asked: unknown = await c.req.json().catch(() => null)
    if (typeof asked !== 'object' || asked === null || !('method' in asked) || typeof asked.method !== 'string') {
      return c.text('Bad Request', 400)
    }
    return c.json(answerSoftphone(instance, asked.method, 'params' in asked ? asked.params : {}))
  })

  return { app }
}

function pageHeaders(approvedOrigins: readonly string[]): Record<string, string> {
  const ancestors = approvedOrigins.length === 0 ? "'none'" : approvedOrigins.join(' ')
  return {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; " +
      `form-action 'none'; require-trusted-types-for 'script'; frame-ancestors ${ancestors}`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  }
}

let script: Promise<string> | null = null

/** The page's script, bundled once per process however many CCPs it plays. */
function pageScript(): Promise<string> {
  script ??= bundlePage(new URL('./page/main.ts', import.meta.url)).then((bundle) => bundle.js)
  return script
}

function pageStyle(): Promise<string> {
  return readFile(new URL('./page/ccp.css', import.meta.url), 'utf8')
}
