import type { Server } from 'node:http'
import { type WithheldHeader, withheldHeader } from '../withheld-header.ts'

/**
 * Lets a server's answers lose their `Access-Control-Allow-Origin` as long as `isOn` is set, preflights too: what a page meets
 * whose origin was left out of a list, or behind a proxy that strips headers.
 */
export function unreadableAnswers(server: Server): WithheldHeader {
  return withheldHeader(server, 'access-control-allow-origin', false)
}
