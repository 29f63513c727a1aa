import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBrokerClient } from '../../src/auth/broker-client.ts'

let server: Server
let url: string
let asked: string[]

/** A broker that sends everything on to another address, which would take the token gladly. */
beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.url === '/elsewhere') response.end('{}')
    else response.writeHead(307, { Location: '/elsewhere' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

it('does not follow a broker to another address with a token (R27)', async () => {
  const broker = createBrokerClient({ url, agentToken: () => Promise.resolve('agent-token') })

  await expect(broker.tokenSource('call-1').current()).rejects.toMatchObject({ code: 'broker-unreachable' })
  expect(asked).toEqual(['POST /token'])
})

it('says that the broker cannot be reached when nobody listens at its address', async () => {
  await new Promise((resolve) => server.close(resolve))
  server = createServer().listen(0)
  const broker = createBrokerClient({ url, agentToken: () => Promise.resolve('agent-token') })

  await expect(broker.tokenSource('call-1').current()).rejects.toMatchObject({ code: 'broker-unreachable' })
})
