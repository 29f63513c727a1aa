import type { AgentUpdate } from '../agent-update.ts'
import { reviveMoments } from './revive-moments.ts'

/** What a softphone method answered; `error` is the text a host's `failure` callback gets. */
export interface Answer {
  readonly data: unknown
  readonly error: string | null
}

export interface ServerLink {
  /** Asks the instance for a method. `answered` runs before any snapshot that came in the meantime is passed on. */
  ask(method: string, params: unknown, answered: (answer: Answer) => void): Promise<void>
  close(): void
}

interface Listener {
  onUpdate(update: AgentUpdate<Date>): void
  onCommand(command: string): void
}

/**
 * The page's line to the instance: a feed of snapshots and an API.
 *
 * Snapshots wait while an answer is under way, because in the real CCP the answer comes first and the state it
 * changes a moment later (ccp-streams.md 1.6). None is dropped: a host must see a flicker.
 */
export function openServerLink(listener: Listener): ServerLink {
  const feed = new EventSource('feed')
  const waiting: AgentUpdate<Date>[] = []
  let asking = 0

  const passOn = (): void => {
    if (asking > 0) return
    for (const update of waiting.splice(0)) listener.onUpdate(update)
  }

  feed.addEventListener('update', ({ data }: MessageEvent<string>) => {
    waiting.push(reviveMoments(data))
    passOn()
  })
  feed.addEventListener('command', ({ data }: MessageEvent<string>) => listener.onCommand(JSON.parse(data) as string))

  return {
    async ask(method, params, answered) {
      asking += 1
      try {
        answered(await post(method, params))
      } finally {
        asking -= 1
        passOn()
      }
    },
    close: () => feed.close(),
  }
}

async function post(method: string, params: unknown): Promise<Answer> {
  try {
    const response = await fetch('api', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ method, params }),
    })
    return (await response.json()) as Answer
  } catch {
    const unreachable = { type: 'NetworkError', message: 'The instance did not answer', stack: [], retryStatus: 'none' }
    return { data: null, error: JSON.stringify(unreachable) }
  }
}
