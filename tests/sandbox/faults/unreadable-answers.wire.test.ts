import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { unreadableAnswers } from '../../../src/sandbox/faults/unreadable-answers.ts'

it('takes from each answer the leave to read it, preflights too, and nothing else; gives it back when all is normal', async () => {
  const app = new Hono().all('/', (c) =>
    c.json({ ok: true }, 200, { 'Access-Control-Allow-Origin': 'https://widget.example', Vary: 'Origin' }),
  )
  const server = createServer()
  server.on('request', (req, res) => void getRequestListener(app.fetch)(req, res))
  const fault = unreadableAnswers(server)
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const { port } = server.address() as AddressInfo
  const leave = async (method: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method })
    return [answer.headers.get('Access-Control-Allow-Origin'), answer.headers.get('Vary'), await answer.json()]
  }

  fault.isOn = true
  for (const method of ['POST', 'OPTIONS']) expect(await leave(method)).toEqual([null, 'Origin', { ok: true }])
  fault.isOn = false
  expect(await leave('POST')).toEqual(['https://widget.example', 'Origin', { ok: true }])
  server.close()
  server.closeAllConnections()
})
