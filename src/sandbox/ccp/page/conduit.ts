import type { AgentUpdate } from '../agent-update.ts'
import type { ServerLink } from './server-link.ts'

export interface Conduit {
  tellUpdate(update: AgentUpdate<Date>): void
  /** Says that the agent took the contact in the CCP itself: Streams learns it from these broadcasts alone. */
  tellAccepted(contactId: string): void
  /** Says that the agent's session is over. */
  tellTerminated(): void
  /** Says nothing for a while, acknowledgements neither; whoever speaks again tells how all stands. */
  hush(isHushed: boolean): void
  /** Hears and answers nothing more: whoever is signed out acknowledges nobody. */
  close(): void
}

/** Broadcasts that a real CCP passes to nobody we play: logs, metrics, clicks. Every log line of a host is one. */
const UNHEARD = /^(log|server_bound_internal_log|client_metric|click_stream_data|softphone_.*|api_metric)$/

/** A real CCP asks for its settings when none came within a second (ccp-streams.md 1.2). */
const CONFIGURE_WAIT_MS = 1_000

/**
 * Speaks the conduit protocol of Streams to the page that frames us (ccp-streams.md 1.2–1.4).
 *
 * Begins with the acknowledgement the host waits for. Messages of any other window are ignored. The target of our own
 * is `*`, as in the real CCP: who may frame us is decided by `frame-ancestors`.
 */
export function openConduit(host: Window, link: ServerLink): Conduit {
  const portId = crypto.randomUUID()
  const masters = new Map<string, string>()
  let latest: AgentUpdate<Date> | null = null
  let isConfigured = false
  const open = new AbortController()

  let isSilent = false

  const send = (event: string, data?: unknown): void => {
    if (!isSilent) host.postMessage({ event, data }, '*')
  }

  const answerApi = (request: Readonly<Record<string, unknown>>): void => {
    void link.ask(String(request['method']), request['params'], ({ data, error }) =>
      send('api_response', { event: 'api_response', requestId: request['requestId'], data, err: error }),
    )
  }

  const answerMaster = (request: Readonly<Record<string, unknown>>): void => {
    const { topic, shouldNotBecomeMasterIfNone } = fieldsOf(request['params'])
    const name = String(topic)
    const before = masters.get(name)
    const isTaken = request['method'] === 'becomeMaster'
    if (isTaken || (before === undefined && shouldNotBecomeMasterIfNone !== true)) masters.set(name, portId)

    const verdict = isTaken ? { takeOver: before !== undefined } : { isMaster: masters.get(name) === portId }
    const data = { masterId: masters.get(name), topic, ...verdict }
    send('master_response', { event: 'master_response', requestId: request['requestId'], data, err: null })
  }

  const hear = (event: string, data: Readonly<Record<string, unknown>>): void => {
    switch (event) {
      case 'configure':
        isConfigured = true
        return
      case 'synchronize':
        return send('acknowledge')
      case 'api_request':
        return answerApi(data)
      case 'master_request':
        return answerMaster(data)
      case 'broadcast':
        if (typeof data['event'] === 'string' && !UNHEARD.test(data['event'])) send(data['event'], data['data'])
        return
      case 'reload_agent_configuration':
        if (latest !== null) send('agent::update', latest)
        return
      case 'media_device_request':
        return send('media_device_response', [])
      case 'terminate':
        return send('terminated')
      default:
      // Styles, tab ids, sockets: a softphone without media has no use for them.
    }
  }

  const onMessage = ({ source, data }: MessageEvent<unknown>): void => {
    if (source !== host) return
    const { event, data: body } = fieldsOf(data)
    if (typeof event === 'string') hear(event, fieldsOf(body))
  }
  window.addEventListener('message', onMessage, { signal: open.signal })

  send('acknowledge', { id: portId })
  send('update_connected_ccps', { length: 1 })
  setTimeout(() => isConfigured || send('request_configure'), CONFIGURE_WAIT_MS)

  return {
    tellUpdate(update) {
      latest = update
      send('agent::update', update)
    },
    tellAccepted(contactId) {
      send('contact::accepted', { contactId })
      send(`contact::accepted::${contactId}`, { contactId })
      send('contact::view', { contactId })
    },
    tellTerminated: () => send('terminated'),
    hush(isHushed) {
      isSilent = isHushed
      if (latest !== null) send('agent::update', latest)
    },
    close: () => open.abort(),
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
