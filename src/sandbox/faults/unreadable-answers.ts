import type { Server, ServerResponse } from 'node:http'

/** Whether a server's answers go without leave for pages of other origins to read them. */
export interface UnreadableAnswers {
  isOn: boolean
}

/**
 * Lets a server's answers lose their `Access-Control-Allow-Origin` as long as `isOn` is set, preflights too: what a page meets
 * whose origin was left out of a list, or behind a proxy that strips headers.
 */
export function unreadableAnswers(server: Server): UnreadableAnswers {
  const fault: UnreadableAnswers = { isOn: false }
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (!fault.isOn) return
    const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse
    response.writeHead = (...head: unknown[]) => writeHead(...head.map(withoutLeave))
  })
  return fault
}

function withoutLeave(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
  return Object.fromEntries(Object.entries(part).filter(([name]) => !/^access-control-allow-origin$/i.test(name)))
}
