import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RequestListener = (req: IncomingMessage, res: ServerResponse) => unknown

/** How connections fare: answered, broken off as soon as something is asked, or refused because nobody listens. */
export type Line = 'open' | 'reset' | 'refused'

/** A port that is ours already, though nobody answers on it before `serve`: parties have to know their origin first. */
export interface Door {
  readonly port: number
  /** The one server to which everything comes, WebSockets included. */
  readonly server: Server
  serve(this: void, listener: RequestListener): void
  /** Breaks the line, or mends it: see `Line`. Connections that stand are cut. Rejects where the port went to somebody else meanwhile. */
  setLine(this: void, line: Line): Promise<void>
  readonly line: Line
  /** Stops at once: open connections and event streams are cut. */
  close(this: void): Promise<void>
}

/** A port that somebody else listens on. The message says which, and what to do. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'
  readonly port: number

  constructor(port: number, cause: unknown) {
    super(
      `Port ${port} is taken: another sandbox may be running. End it, or start this one with --port, such as --port ${port + 100}.`,
      { cause },
    )
    this.port = port
  }
}

/**
 * Takes a port on loopback, and no other network.
 *
 * Browsers try `::1` before `127.0.0.1` for names of localhost, so both are taken where the machine has both.
 * Port 0 takes any free one. `limits` are the server's time-outs, where other than Node's. Rejects with `PortTakenError`, or with the system's error.
 */
export async function openDoor(port: number, limits: ServerOptions = {}): Promise<Door> {
  const server = createServer(limits)
  const mirror = createServer(limits)
  await listen(server, '127.0.0.1', port)
  const taken = (server.address() as AddressInfo).port
  await listen(mirror, '::1', taken).catch((fault: unknown) => {
    if (port !== 0 && fault instanceof PortTakenError) return closed(server).then(() => Promise.reject(fault))
    return undefined
  })

  let line: Line = 'open'
  for (const event of ['request', 'upgrade'] as const) {
    mirror.on(event, (...parts: unknown[]) => server.emit(event, ...parts))
  }
  return {
    port: taken,
    server,
    serve: (listener) =>
      void server.on('request', (req, res) => {
        if (line === 'reset') req.socket.resetAndDestroy()
        else listener(req, res)
      }),
    get line() {
      return line
    },
    async setLine(next) {
      if (next === line) return
      const before = line
      line = next
      if (next === 'refused') await Promise.all([closed(server), closed(mirror)])
      else {
        if (before === 'refused') await Promise.all([listen(server, '127.0.0.1', taken), listenAgain(mirror, taken)])
        server.closeAllConnections()
        mirror.closeAllConnections()
      }
    },
    close: async () => {
      await Promise.all([closed(server), closed(mirror)])
    },
  }
}

/** The mirror, where the machine has a `::1`. */
async function listenAgain(mirror: Server, port: number): Promise<void> {
  await listen(mirror, '::1', port).catch(() => undefined)
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(fault.code === 'EADDRINUSE' ? new PortTakenError(port, fault) : fault),
    )
    server.listen({ host, port }, () => resolve())
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
