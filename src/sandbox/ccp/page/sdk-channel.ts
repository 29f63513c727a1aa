import type { AgentUpdate, ContactUpdate } from '../agent-update.ts'
import { channelType } from './channel-type.ts'
import { answerSdk } from './sdk-commands.ts'
import type { ServerLink } from './server-link.ts'

export interface SdkChannel {
  tellUpdate(update: AgentUpdate<Date>): void
}

interface Topic {
  readonly namespace: string
  readonly key: string
  /** The contact it is about; absent for every contact. */
  readonly parameter?: string
}

type Message = Readonly<Record<string, unknown>>

/** What a contact's new state is called among the topics of the SDK (ccp-streams.md 3). */
const TOPICS: Readonly<Record<string, string>> = {
  incoming: 'contact/incoming',
  connecting: 'contact/connecting',
  connected: 'contact/connected',
  ended: 'contact/acw',
  missed: 'contact/missed',
  rejected: 'contact/missed',
}

/** How often the host shall ask whether we live; it calls us ill after three silent intervals. */
const HEALTH_CHECK_MS = 10_000

/**
 * Opens the channel of the Amazon Connect SDK that Streams carries besides the conduit (ccp-streams.md 3).
 *
 * One port for the life of the page; a reloaded page offers a new one and the host takes it over.
 */
export function openSdkChannel(host: Window, link: ServerLink): SdkChannel {
  const { port1: port, port2: offered } = new MessageChannel()
  const startTime = new Date()
  const topics = new Map<string, Topic>()
  let latest: AgentUpdate<Date> | null = null
  let counter = 0

  const answer = (request: Message): void => {
    const { namespace, requestId, command } = request
    const reply = { type: 'response', namespace, requestId }
    const refuse = (reason: string): void => {
      const details = { command, requestData: request['data'] }
      port.postMessage({ ...reply, isError: true, errorKey: 'commandFailed', reason, details })
    }
    if (latest === null) return refuse('The agent is not known yet')

    const given = answerSdk(latest, String(command), fieldsOf(request['data']))
    if (given.kind === 'refused') return refuse(given.reason)
    if (given.kind === 'data') return port.postMessage({ ...reply, isError: false, data: given.data })
    void link.ask(given.method, given.params, ({ data, error }) =>
      error === null ? port.postMessage({ ...reply, isError: false, data }) : refuse('Connect refused this'),
    )
  }

  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = fieldsOf(data)
    switch (message['type']) {
      case 'cross-domain-site-ready':
        port.postMessage({
          type: 'acknowledge',
          connectionId: crypto.randomUUID(),
          status: { initialized: true, startTime },
          healthCheckInterval: HEALTH_CHECK_MS,
        })
        return
      case 'healthCheck':
        counter += 1
        port.postMessage({ type: 'healthCheckResponse', time: Date.now(), counter })
        return
      case 'subscribe':
        topics.set(topicName(message), message['topic'] as Topic)
        return
      case 'unsubscribe':
        topics.delete(topicName(message))
        return
      case 'request':
        answer(message)
    }
  })
  port.start()
  host.postMessage({ type: 'cross-domain-adapter-init' }, '*', [offered])

  const publish = (key: string, contact: ContactUpdate<Date>): void => {
    const { contactId, initialContactId } = contact
    const data = { contactId, initialContactId: initialContactId ?? undefined, ...channelType(contact) }
    for (const topic of topics.values()) {
      if (topic.key !== key || (topic.parameter !== undefined && topic.parameter !== contactId)) continue
      port.postMessage({ type: 'publish', topic, data })
    }
  }

  return {
    tellUpdate(update) {
      const before = new Map(latest?.snapshot.contacts.map((contact) => [contact.contactId, contact]))
      latest = update
      for (const contact of update.snapshot.contacts) {
        const key = TOPICS[contact.state.type]
        const isNews = before.get(contact.contactId)?.state.type !== contact.state.type
        if (key !== undefined && isNews) publish(key, contact)
        before.delete(contact.contactId)
      }
      for (const gone of before.values()) {
        publish('contact/cleared', gone)
        publish('contact/destroy', gone)
      }
    },
  }
}

function topicName(message: Message): string {
  const { namespace, key, parameter } = fieldsOf(message['topic'])
  return JSON.stringify([namespace, key, parameter])
}

function fieldsOf(value: unknown): Message {
  return typeof value === 'object' && value !== null ? (value as Message) : {}
}
