import { once } from 'node:events'
import { get, request } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { type Door, openDoor, PortTakenError } from '../../src/sandbox/listen.ts'

const doors: Door[] = []
const open = async (port: number) => {
  const door = await openDoor(port)
  doors.push(door)
  return door
}
afterEach(() => Promise.all(doors.splice(0).map((door) => door.close())))

it('answers once somebody serves, though the port was taken before', async () => {
  const door = await open(0)
  const early = fetch(`http://127.0.0.1:${door.port}/`)
  door.serve((_req, res) => res.end('hello'))
  expect(await (await fetch(`http://127.0.0.1:${door.port}/`)).text()).toBe('hello')
  await Promise.allSettled([door.close(), early])
})

it('says which port is taken and what to do', async () => {
  const { port } = await open(0)
  const fault = await openDoor(port).catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(PortTakenError)
  expect(String(fault)).toContain(`Port ${port} is taken`)
  expect(String(fault)).toContain('--port')
})

it('ends at once, though a page still listens to an event stream', async () => {
  const door = await open(0)
  door.serve((_req, res) => res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': open\n\n'))
  const request = get({ port: door.port, host: '127.0.0.1', agent: false }).on('error', () => undefined)
  const [stream] = await once(request, 'response')
  stream.on('error', () => undefined)

  const begun = performance.now()
  await door.close()
  expect(performance.now() - begun).toBeLessThan(500)
})

it('can be taken again as soon as it is closed', async () => {
  const first = await open(0)
  await first.close()
  expect((await open(first.port)).port).toBe(first.port)
})

it('cuts off whoever drips, where it has time-outs', async () => {
  const door = await openDoor(0, { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 50 })
  doors.push(door)
  door.serve((req, res) => void req.resume().on('end', () => res.end('heard')))
  const dripping = request({ port: door.port, host: '127.0.0.1', method: 'POST', agent: false })
  const drops = setInterval(() => dripping.write('.'), 40)
  try {
    const [answer] = await once(dripping, 'response')
    expect(answer.statusCode).toBe(408)
  } finally {
    clearInterval(drops)
    dripping.on('error', () => undefined).destroy()
  }
})
