import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { ControlRoomParts } from './control-room-parts.ts'
import { describeState } from './state.ts'

/** So that a page notices within this time that the sandbox has ended. */
const heartbeatMs = 15_000

/** The stream that keeps open pages up to date: the whole `state` at each change, one `journal` event per entry. */
export function liveFeed(parts: ControlRoomParts) {
  const streams = new Set<SSEStreamingApi>()
  const announce = () => {
    for (const stream of streams) send(stream, 'state', describeState(parts))
  }

  parts.instance.subscribe(announce)
  parts.journal.subscribe((entry) => {
    for (const stream of streams) send(stream, 'journal', entry)
    if (entry.party === 'hyperspace') announce()
  })

  return {
    announce,
    open: (c: Context) =>
      streamSSE(c, async (stream) => {
        stream.onAbort(() => void streams.delete(stream))
        send(stream, 'state', describeState(parts))
        for (const entry of parts.journal.entries().slice(-200)) send(stream, 'journal', entry)
        streams.add(stream)
        const heart = setInterval(() => void stream.write(': here\n\n'), heartbeatMs)
        await new Promise<void>((resolve) => stream.onAbort(resolve))
        clearInterval(heart)
      }),
  }
}

function send(stream: SSEStreamingApi, event: string, data: unknown): void {
  void stream.writeSSE({ event, data: JSON.stringify(data) })
}
