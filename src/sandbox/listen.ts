import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { cutOff } from './cut-off.ts'
import type { Certificate, CertificateName, Certificates } from './tls/certificates.ts'

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
  /** Which certificate it shows; null where it speaks no TLS. */
  readonly certificate: CertificateName | null
  /** Shows another one to whoever connects from now on, where it speaks TLS. Connections that stand are cut, and nobody takes up their session. */
  showCertificate(this: void, name: CertificateName): void
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
 * Port 0 takes any free one. `limits` are the server's time-outs, where other than Node's; with `certificates` it speaks TLS, by
 * the good one at first. Rejects with `PortTakenError`, or with the system's error.
 */
export async function openDoor(
  port: number,
  limits: ServerOptions = {},
  certificates: Certificates | null = null,
): Promise<Door> {
  const { server, mirror, show } = twoServers(limits, certificates)
  const cutAll = cutting([server, mirror])
  await listen(server, '127.0.0.1', port)
  const taken = (server.address() as AddressInfo).port
  const close = async () => {
    const closing = Promise.all([closed(server), closed(mirror)])
    cutAll()
    await closing
  }
  await listen(mirror, '::1', taken).catch((fault: unknown) => {
    if (port !== 0 && fault instanceof PortTakenError) return close().then(() => Promise.reject(fault))
    return undefined
  })

  let line: Line = 'open'
  let certificate: CertificateName | null = certificates === null ? null : 'good'
  for (const event of ['request', 'upgrade'] as const) {
    mirror.on(event, (...parts: unknown[]) => server.emit(event, ...parts))
  }
  return {
    port: taken,
    server,
    serve: (listener) =>
      void server.on('request', (req, res) => {
        if (line === 'reset') cutOff(req.socket)
        else listener(req, res)
      }),
    get line() {
      return line
    },
    async setLine(next) {
      if (next === line) return
      const before = line
      line = next
      if (next === 'refused') await close()
      else {
        if (before === 'refused') await Promise.all([listen(server, '127.0.0.1', taken), listenAgain(mirror, taken)])
        cutAll()
      }
    },
    get certificate() {
      return certificate
    },
    showCertificate(name) {
      if (name === certificate || certificates === null) return
      certificate = name
      show(certificates[name])
      cutAll()
    },
    close,
  }
}

/** A server for each loopback address, and what shows another certificate on both, where they speak TLS. */
function twoServers(limits: ServerOptions, certificates: Certificates | null) {
  if (certificates === null) {
    return { server: createServer(limits), mirror: createServer(limits), show: () => undefined }
  }
  const options = { ...limits, ...certificates.good }
  const both = { server: createTlsServer(options), mirror: createTlsServer(options) }
  const show = (certificate: Certificate) => {
    both.server.setSecureContext(certificate)
    both.mirror.setSecureContext(certificate)
  }
  return { ...both, show }
}

/** Cuts all that came to these servers. Node's `closeAllConnections` leaves those that still make TLS out. */
function cutting(servers: readonly Server[]): () => void {
  const open = new Set<Socket>()
  for (const server of servers) {
    server.on('connection', (socket: Socket) => {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
    })
  }
  return () => open.forEach((socket) => socket.destroy())
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
  return new Promise((resolve) => server.close(() => resolve()))
}
