import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Door, openDoor } from '../../../src/sandbox/listen.ts'
import { type Certificates, makeCertificates, pinOf } from '../../../src/sandbox/tls/certificates.ts'
import { trustingFetch } from '../../../src/sandbox/tls/trusting-fetch.ts'

let certificates: Certificates
beforeAll(async () => {
  certificates = await makeCertificates()
})

const doors: Door[] = []
afterEach(() => Promise.all(doors.splice(0).map((door) => door.close())))

async function aDoor() {
  const door = await openDoor(0, {}, certificates)
  doors.push(door)
  door.serve((_req, res) => res.end('hello'))
  const trusting = trustingFetch(certificates.authority)
  /** What is answered, or else why nothing is. */
  const ask = async (by: typeof fetch = trusting, host = 'localhost') => {
    try {
      return await (await by(`https://${host}:${door.port}/`)).text()
    } catch (error) {
      return reasonOf(error)
    }
  }
  return { door, ask }
}

function reasonOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : null
  return cause instanceof Error && 'code' in cause ? cause.code : error
}

describe('whoever trusts the authority', () => {
  it.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['other-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['unknown-authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)(
    'is answered by the good certificate, refuses %s for that very reason, and is answered again',
    async (bad, reason) => {
      const { door, ask } = await aDoor()
      expect(await ask()).toBe('hello')

      door.showCertificate(bad)
      expect([door.certificate, await ask()]).toEqual([bad, reason])
      expect(await ask()).toBe(reason)

      door.showCertificate('good')
      expect(await ask()).toBe('hello')
    },
  )

  it('refuses the good certificate too under a name that it does not have', async () => {
    const { ask } = await aDoor()
    expect(await ask(undefined, '127.0.0.1')).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  })

  it('is broken off and refused as by a door without TLS', async () => {
    const { door, ask } = await aDoor()
    await door.setLine('reset')
    expect(await ask()).toBe('UND_ERR_SOCKET')
    await door.setLine('refused')
    expect(await ask()).toBe('ECONNREFUSED')
    await door.setLine('open')
    expect(await ask()).toBe('hello')
  })
})

it('is trusted by nobody else: Node’s own fetch refuses the good certificate', async () => {
  const { ask } = await aDoor()
  expect(await ask(fetch)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
})

it('takes up no session under another certificate than it began with, so that none is believed unseen', async () => {
  const { door } = await aDoor()
  const first = await connected(door)
  const kept = once(first, 'session')
  first.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const [session] = (await kept) as [Buffer]
  const again = await connected(door, session)
  expect(again.isSessionReused()).toBe(true)

  door.showCertificate('expired')
  const cut = await connected(door, session).catch((error: NodeJS.ErrnoException) => error.code)
  expect(cut).toBe('CERT_HAS_EXPIRED')
  for (const socket of [first, again]) socket.destroy()
})

it('cuts connections that stand when the certificate becomes another', async () => {
  const { door } = await aDoor()
  const standing = await connected(door)
  standing.on('error', () => undefined).resume()
  const closed = once(standing, 'close').then(() => 'cut')
  door.showCertificate('expired')
  expect(await closed).toBe('cut')
})

it('ends at once, though somebody came and never began to speak TLS', async () => {
  const { door } = await aDoor()
  const silent = connectTcp({ port: door.port, host: '127.0.0.1' }).on('error', () => undefined)
  await once(silent, 'connect')
  await new Promise((resolve) => setTimeout(resolve, 50))

  const begun = performance.now()
  await door.close()
  expect(performance.now() - begun).toBeLessThan(500)
})

it('is known to a Chromium by the key of the good certificate, which no bad one has', async () => {
  const { door } = await aDoor()
  const pinned = async () => {
    const socket = connect({ port: door.port, host: '127.0.0.1', rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    const key = new X509Certificate(socket.getPeerCertificate().raw).publicKey
    socket.destroy()
    return createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('base64')
  }
  expect(await pinned()).toBe(pinOf(certificates))
  for (const bad of ['expired', 'other-name', 'unknown-authority'] as const) {
    door.showCertificate(bad)
    expect(await pinned()).not.toBe(pinOf(certificates))
  }
})

async function connected(door: Door, session?: Buffer): Promise<TLSSocket> {
  const socket = connect({
    port: door.port,
    host: '127.0.0.1',
    servername: 'localhost',
    ca: certificates.authority,
    ...(session === undefined ? {} : { session }),
  })
  await once(socket, 'secureConnect')
  return socket
}
