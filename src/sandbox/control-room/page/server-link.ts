import type { JournalEntry } from '../../journal.ts'
import type { ControlRoomState } from '../control-room-state.ts'

/** Keeps the page up to date. A lost stream is taken up again by the browser, which then gets everything anew. */
export function follow(listener: {
  state(state: ControlRoomState): void
  journal(entry: JournalEntry): void
  connected(is: boolean): void
}): void {
  const events = new EventSource('/api/events')
  events.addEventListener('open', () => listener.connected(true))
  events.addEventListener('error', () => listener.connected(false))
  events.addEventListener('state', ({ data }) => listener.state(JSON.parse(String(data)) as ControlRoomState))
  events.addEventListener('journal', ({ data }) => listener.journal(JSON.parse(String(data)) as JournalEntry))
}

/** Asks the control room to do something. Answers null when it was done, else the sentence why not. */
export async function send(method: 'POST' | 'PUT', path: string, body: unknown = {}): Promise<string | null> {
  try {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(path, { method, headers, body: JSON.stringify(body) })
    if (answer.ok) return null
    const { error } = (await answer.json()) as { error?: string }
    return error ?? 'The sandbox refused.'
  } catch {
    return 'The sandbox does not answer. Is it still running?'
  }
}
