import type { Server, ServerResponse } from 'node:http'

/** Whether a server's answers go without a header. */
export interface WithheldHeader {
  isOn: boolean
}

/** Lets all answers of a server lose this header, in small letters, as long as `isOn` is set. */
export function withheldHeader(server: Server, name: string, isOn: boolean): WithheldHeader {
  const withheld: WithheldHeader = { isOn }
  const without = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).filter(([header]) => header.toLowerCase() !== name))
  }
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (!withheld.isOn) return
    const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse
    response.writeHead = (...head: unknown[]) => writeHead(...head.map(without))
  })
  return withheld
}
