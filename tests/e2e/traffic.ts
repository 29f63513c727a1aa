import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { BrowserContext, Request } from '@playwright/test'

/** One exchange of the browser, whichever page or frame began it. */
export interface Exchange {
  readonly url: string
  readonly method: string
  /** Both heads and both bodies, as text; what a body held that is no text is left out. */
  readonly text: string
  readonly authorization: string | null
  readonly body: string
}

/** Notes all that the browser sends and gets from now on, popped charts and the softphone's frame too. */
export function watchTraffic(context: BrowserContext): () => Promise<Exchange[]> {
  const requests: Request[] = []
  context.on('request', (request) => requests.push(request))
  return () => Promise.all(requests.map(readExchange))
}

async function readExchange(request: Request): Promise<Exchange> {
  const sent = await request.allHeaders()
  const body = request.postData() ?? ''
  // A stream has no end to wait for: its response is there, its body never is.
  const response = /stream|events/.test(sent['accept'] ?? '') ? null : await request.response().catch(() => null)
  const received = response === null ? {} : await response.allHeaders()
  const answer = response === null ? '' : await response.text().catch(() => '')
  return {
    url: request.url(),
    method: request.method(),
    authorization: sent['authorization'] ?? null,
    body,
    text: [request.url(), JSON.stringify(sent), body, JSON.stringify(received), answer].join('\n'),
  }
}

/** The bearer tokens that this process, in which the broker runs, sends to `origin` from now on. */
export function watchSystemTokens(origin: string): { readonly tokens: Set<string>; stop(this: void): void } {
  const tokens = new Set<string>()
  const note = (message: unknown) => {
    const { request } = message as { request: { origin: string | URL; headers: readonly unknown[] } }
    if (new URL(request.origin).origin !== origin) return
    const bearer = /Bearer ([\w.~+/=-]+)/.exec(request.headers.map(String).join('\n'))?.[1]
    if (bearer !== undefined) tokens.add(bearer)
  }
  subscribe('undici:request:create', note)
  return { tokens, stop: () => void unsubscribe('undici:request:create', note) }
}
