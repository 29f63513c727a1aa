import { createRequire } from 'node:module'
import { vi } from 'vitest'
import type { ContactEvent } from '../../src/domain/contact.ts'
import type { Agent, ConnectState, Softphone } from '../../src/domain/ports.ts'
import { aSnapshot, dana, type PlayedContact } from './played-snapshot.ts'

export const ccpUrl = 'http://ccp.localhost:4402/ccp-v2/'

/** The CCP's side of the conduit, driven by hand, around the unmodified amazon-connect-streams. */
export interface CcpPlayer {
  readonly softphone: Softphone
  readonly iframe: () => HTMLIFrameElement
  /** What a listener that was there from the start heard. */
  readonly heard: ContactEvent[]
  readonly states: [ConnectState, Agent | null][]
  /** What the host sent to the CCP: the messages' event names and data. */
  readonly received: { event: string; data?: unknown }[]
  say(event: string, data?: unknown): void
  /** Acknowledges the host, as a CCP does when it has loaded. */
  acknowledge(): void
  /** Publishes the whole state: these contacts, and Dana unless said otherwise. */
  publish(contacts: readonly PlayedContact[], agent?: Agent): void
}

/** Stops the clock and keeps log-in windows from opening, until the returned function is called. */
export function playing(): () => void {
  vi.useFakeTimers()
  vi.stubGlobal('open', vi.fn())
  return () => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  }
}

const nodeRequire = createRequire(import.meta.url)

/**
 * Loads Streams afresh, as a page load does, and mounts our softphone on it. The module loader would give every test
 * the first one, so the script is run by hand and the import of it answered with nothing.
 */
export async function playCcp(options: { loadTimeoutMs?: number } = {}): Promise<CcpPlayer> {
  document.body.replaceChildren()
  const script = nodeRequire.resolve('amazon-connect-streams')
  delete nodeRequire.cache[script]
  vi.resetModules()
  vi.doMock('amazon-connect-streams', () => ({}))
  nodeRequire(script)

  const container = document.body.appendChild(document.createElement('div'))
  const { streamsSoftphone } = await import('../../src/connect/streams.ts')
  const received: CcpPlayer['received'] = []
  const heard: ContactEvent[] = []
  const states: CcpPlayer['states'] = []

  const softphone = streamsSoftphone(container, { ccpUrl, ...options })
  softphone.subscribe((event) => heard.push(event))
  softphone.onState((state, agent) => states.push([state, agent]))

  const iframe = () => {
    const found = container.querySelector('iframe')
    if (found === null) throw new Error('Streams made no iframe')
    return found
  }
  const peer = iframe().contentWindow
  if (peer !== null) peer.postMessage = (message: { event: string }) => void received.push(message)

  const say = (event: string, data?: unknown) => {
    window.dispatchEvent(new MessageEvent('message', { data: { event, data }, source: iframe().contentWindow }))
  }
  return {
    softphone,
    iframe,
    heard,
    states,
    received,
    say,
    acknowledge: () => say('acknowledge', { id: 'port-1' }),
    publish: (contacts, agent = dana) => say('agent::update', aSnapshot(contacts, agent)),
  }
}

/** The life of contacts as it was heard, in short: `announced call-1 ringing`. Lines are told by `lines`. */
export function told(events: readonly ContactEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === 'line') return []
    if (event.type === 'announced') return [`announced ${event.contact.contactId} ${event.stage}`]
    return [`${event.type} ${event.contactId}`]
  })
}

/** How lines stood, as it was heard: `call-1 talking`. */
export function lines(events: readonly ContactEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'line' ? [`${event.contactId} ${event.line.state}`] : []))
}
