import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { BrowserContext, Frame, Request } from '@playwright/test'
import { lambdaLines } from '../../src/sandbox/lambda/lambda-function.ts'
import type { SandboxOrigins } from '../../src/sandbox/site-settings.ts'

/** Asks a document; one that is just being left, for a log-in or anew, is asked again when the next one is there. */
export async function ask(frame: Frame, question: () => string | Promise<string>): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      return await frame.evaluate(question)
    } catch (error) {
      if (!/context was destroyed|navigat/i.test(String(error))) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error('The page never came to rest')
}

/** All that outlives a call in one of the widget's documents, and what the browser's windows would show of it. */
export function keptBy(frame: Frame): Promise<string> {
  return ask(frame, async () => {
    const shown = [window.location.href, history.state, document.title, document.referrer, window.name]
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page knows nothing that stands outside
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('No database')))
      })
    const inDatabase = async ({ name = '' }: IDBDatabaseInfo) => {
      const database = await settled(indexedDB.open(name))
      const stores = [...database.objectStoreNames].map(async (store) => {
        const of = () => database.transaction(store).objectStore(store)
        return [store, await settled(of().getAllKeys()), await settled(of().getAll())]
      })
      const kept = [name, await Promise.all(stores)]
      database.close()
      return kept
    }
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page knows nothing that stands outside
    const inCache = async (name: string) => {
      const cache = await caches.open(name)
      const answers = (await cache.keys()).map(async (key) => [key.url, await (await cache.match(key))?.text()])
      return [name, await Promise.all(answers)]
    }
    try {
      const storages = [Object.entries(localStorage), Object.entries(sessionStorage)]
      const databases = await Promise.all((await indexedDB.databases()).map(inDatabase))
      return JSON.stringify([...shown, ...storages, databases, await Promise.all((await caches.keys()).map(inCache))])
    } catch (error) {
      // A frame of another site, where the browser denies frames their storage.
      if (!(error instanceof DOMException) || error.name !== 'SecurityError') throw error
      return JSON.stringify(shown)
    }
  })
}

/** What broker and sandbox, which run in this process, write to its standard output and error, and the instances of Lambda to theirs. */
export function listenToOutput(): { said(): string; stop(): void } {
  const texts: string[] = []
  const stops = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream) as (...words: unknown[]) => boolean
    stream.write = (...words: unknown[]) => {
      texts.push(String(words[0]))
      return write(...words)
    }
    return () => void (stream.write = write)
  })
  const note = (line: unknown) => void texts.push(`${String(line)}\n`)
  subscribe(lambdaLines.name, note)
  stops.push(() => void unsubscribe(lambdaLines.name, note))
  return { said: () => texts.join(''), stop: () => stops.forEach((stop) => stop()) }
}

/** Whatever the widget's page says to the frame of Amazon Connect from now on, by messages and by ports. */
export function listenToCcp(context: BrowserContext, ccpOrigin: string): () => string {
  const heard: string[] = []
  const binding = 'noteHeardByCcp'
  // Both are sent before whatever the test does next, and the browser takes them in that order.
  void context.exposeBinding(binding, (_source, text: string) => void heard.push(text)).catch(() => undefined)
  void context.addInitScript(listenHere, { origin: ccpOrigin, name: binding }).catch(() => undefined)
  return () => heard.join('\n')
}

/** Runs in every frame before its own scripts, and does something in the softphone's alone. */
function listenHere({ origin, name }: { origin: string; name: string }): void {
  if (window.location.origin !== origin || window.self === window.top) return
  const note = ({ data }: MessageEvent<unknown>) => {
    const tell: unknown = Reflect.get(window, name)
    if (typeof tell === 'function') tell(JSON.stringify(data))
  }
  window.addEventListener('message', note)
  // oxlint-disable-next-line typescript/unbound-method -- it is called on the port that it is replaced for
  const start = MessagePort.prototype.start
  MessagePort.prototype.start = function startHeard() {
    this.addEventListener('message', note)
    start.call(this)
  }
}

/** A request of the widget's own pages, with its head and its body, and whom it goes to. */
export interface Sent {
  readonly to: 'broker' | 'epic' | 'laboratory' | 'elsewhere'
  readonly text: string
  readonly bearer: string | null
}

/** Notes what the widget's own pages send from now on; what the softphone's frame sends is Amazon's own. */
export function watchSent(context: BrowserContext, origins: SandboxOrigins): () => Promise<readonly Sent[]> {
  const sent: Promise<Sent>[] = []
  const note = async (request: Request): Promise<Sent> => {
    const url = request.url()
    const isEpic = url.startsWith(`${origins.epic}/interconnect/`)
    const body = request.postData() ?? ''
    const headers = await request.allHeaders().catch(() => request.headers())
    const bearer = headers['authorization']?.replace(/^Bearer /i, '') ?? null
    const to = url.startsWith(`${origins.broker}/`)
      ? 'broker'
      : isEpic
        ? 'epic'
        : isLaboratory(url)
          ? 'laboratory'
          : 'elsewhere'
    return { to, text: [url, JSON.stringify(headers), body].join('\n'), bearer }
  }
  context.on('request', (request) => {
    if (!isOfSoftphone(request, origins.ccp)) sent.push(note(request))
  })
  return () => Promise.all(sent)
}

/** The door of the mode `direct`, which gave the token and is told which one has ended. */
function isLaboratory(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  return hostname === '127.0.0.1' && pathname === '/token'
}

function isOfSoftphone(request: Request, ccpOrigin: string): boolean {
  if (request.isNavigationRequest()) return false
  try {
    return request.frame().url().startsWith(ccpOrigin)
  } catch {
    return false
  }
}

/** Notes what `origin` answers the browser from now on, heads and bodies; a body that went with its page is left out. */
export function watchAnswers(context: BrowserContext, origin: string): () => Promise<string> {
  const answers: Promise<string>[] = []
  context.on('response', (response) => {
    if (!response.url().startsWith(`${origin}/`)) return
    const heads = response.allHeaders().catch(() => response.headers())
    const body = response.text().catch(() => '')
    answers.push(Promise.all([heads, body]).then(([head, text]) => `${JSON.stringify(head)}\n${text}`))
  })
  return async () => (await Promise.all(answers)).join('\n')
}
