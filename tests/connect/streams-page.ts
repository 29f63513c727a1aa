import { compileFunction } from 'node:vm'
import { buildSync } from 'esbuild'
import type { streamsSoftphone } from '../../src/connect/streams.ts'
import type { Agent, Softphone } from '../../src/domain/ports.ts'
import { aSnapshot, dana, type PlayedContact } from './played-snapshot.ts'

/** One loaded page with our adapter around the unmodified amazon-connect-streams, and the CCP's side of its conduit. */
export interface StreamsPage {
  readonly softphone: Softphone
  /** The library itself, which stands in a global of the page. */
  readonly streams: typeof connect
  /** Posts a message as the CCP's iframe does. */
  say(event: string, data?: unknown): void
  /** Acknowledges the host, as a CCP does when it has loaded. */
  acknowledge(): void
  /** Posts the whole state. */
  publish(contacts: readonly PlayedContact[], agent?: Agent): void
  /** The browser tells the page that it runs again after it was frozen. */
  resume(): void
  /** Takes the page away: it hears nothing any more, and its timers stop. */
  close(): void
}

interface Adapter {
  readonly streamsSoftphone: typeof streamsSoftphone
}

const globals = ['window', 'self', 'global', 'globalThis'] as const
const timers = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const

const location = { href: 'https://widget.example.org/', origin: 'https://widget.example.org', protocol: 'https:' }

let script: ((...found: readonly unknown[]) => Adapter) | null = null

/**
 * Loads a page anew. Streams and our adapter are bundled and compiled once, and run for each page by themselves, with a
 * window of their own; so a page that is gone leaves nothing to the next, and a load takes milliseconds.
 */
export function openStreamsPage(): StreamsPage {
  const heardBy = { window: new Listeners(), document: new Listeners() }
  const frame = { ...heardBy.document.target, ...anElement(), contentWindow: { postMessage: () => undefined } }
  const document = {
    ...heardBy.document.target,
    ...anElement(),
    createElement: () => frame,
    getElementsByTagName: () => [],
    location,
  }
  const navigator = { userAgent: 'Chrome' }
  const clock = new Clock()
  const window: Record<string, unknown> = {
    ...heardBy.window.target,
    ...clock.target,
    document,
    navigator,
    location,
    console,
    open: () => null,
    getComputedStyle: () => ({}),
  }
  for (const name of [...globals, 'top', 'parent']) window[name] = window

  script ??= compile()
  const { streamsSoftphone } = script(
    ...globals.map(() => window),
    ...timers.map((name) => clock.target[name]),
    document,
    navigator,
  )
  const container = { ...anElement(), querySelector: () => frame } as unknown as HTMLElement
  const softphone = streamsSoftphone(container, { ccpUrl: 'https://example.my.connect.aws/ccp-v2/' })

  const say = (event: string, data?: unknown) =>
    heardBy.window.tell('message', { data: { event, data }, source: frame.contentWindow })
  return {
    softphone,
    streams: window['connect'] as typeof connect,
    say,
    acknowledge: () => say('acknowledge', { id: 'port-1' }),
    publish: (contacts, agent = dana) => say('agent::update', aSnapshot(contacts, agent)),
    resume: () => heardBy.document.tell('resume', {}),
    close() {
      clock.stop()
      heardBy.window.forget()
      heardBy.document.forget()
    },
  }
}

function compile(): NonNullable<typeof script> {
  const { outputFiles } = buildSync({
    entryPoints: [`${import.meta.dirname}/../../src/connect/streams.ts`],
    bundle: true,
    format: 'iife',
    globalName: 'adapter',
    // The global that Streams makes is the page's own, not this process's.
    define: { connect: 'window.connect' },
    footer: { js: 'return adapter' },
    write: false,
    logLevel: 'error',
  })
  // In place of the process's own global object, which Streams asks for in two ways, stands the page's (vite.config.ts).
  const code = (outputFiles[0]?.text ?? '').replace(/new Function\((["'])return this\1\)\(\)/g, 'globalThis')
  return compileFunction(`'use strict';${code}`, [...globals, ...timers, 'document', 'navigator']) as NonNullable<
    typeof script
  >
}

/** The timers of a page. The clock is looked up at each use, so that a played one can stand in its place. */
class Clock {
  readonly #running = new Set<NodeJS.Timeout>()

  readonly target = {
    setTimeout: (run: () => void, ms?: number) => this.#noted(setTimeout(() => run(), ms)),
    setInterval: (run: () => void, ms?: number) => this.#noted(setInterval(() => run(), ms)),
    clearTimeout: (timer: NodeJS.Timeout) => this.#clear(timer),
    clearInterval: (timer: NodeJS.Timeout) => this.#clear(timer),
  }

  stop(): void {
    for (const timer of this.#running) this.#clear(timer)
  }

  #noted(timer: NodeJS.Timeout): NodeJS.Timeout {
    this.#running.add(timer)
    return timer
  }

  #clear(timer: NodeJS.Timeout): void {
    clearTimeout(timer)
    this.#running.delete(timer)
  }
}

function anElement() {
  return {
    style: {},
    setAttribute: () => undefined,
    appendChild: () => undefined,
    removeChild: () => undefined,
    getClientRects: () => [],
    firstChild: null,
    offsetWidth: 320,
    offsetHeight: 460,
  }
}

/** Who listens to an object of the page. */
class Listeners {
  readonly #byType = new Map<string, Set<(event: unknown) => void>>()

  readonly target = {
    addEventListener: (type: string, listener: (event: unknown) => void) => {
      this.#byType.set(type, (this.#byType.get(type) ?? new Set()).add(listener))
    },
    removeEventListener: (type: string, listener: (event: unknown) => void) => {
      this.#byType.get(type)?.delete(listener)
    },
  }

  tell(type: string, event: unknown): void {
    this.#byType.get(type)?.forEach((listener) => listener(event))
  }

  forget(): void {
    this.#byType.clear()
  }
}
