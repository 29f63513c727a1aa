import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** Breaks a connection off: by a reset, or, where TLS lies over it and Node has none, by an end that TLS was not told of. */
export function cutOff(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy()
  else socket.resetAndDestroy()
}
