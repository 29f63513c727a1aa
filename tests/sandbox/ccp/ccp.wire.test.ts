import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCcp } from '../../../src/sandbox/ccp/ccp.ts'
import { type ConnectInstance, createConnectInstance } from '../../../src/sandbox/connect-instance/connect-instance.ts'
import { createJournal } from '../../../src/sandbox/journal.ts'
import { type Listening, listen } from './streams-host.ts'

let instance: ConnectInstance
let server: Listening
let ccpUrl: string

beforeEach(async () => {
  const journal = createJournal()
  instance = createConnectInstance({ journal })
  server = await listen(createCcp({ instance, approvedOrigins: ['http://widget.localhost:4401'], journal }).app)
  ccpUrl = `http://127.0.0.1:${server.port}/ccp-v2/`
})

afterEach(async () => {
  instance.close()
  await server.close()
})

it('may be framed by approved origins only, and runs no script but its own', async () => {
  const policy = (await fetch(ccpUrl)).headers.get('Content-Security-Policy')
  expect(policy).toContain('frame-ancestors http://widget.localhost:4401')
  expect(policy).toContain("default-src 'none'; script-src 'self'")
  expect(policy).not.toMatch(/unsafe|\*/)
})

it('sets no cookie', async () => {
  expect((await fetch(ccpUrl)).headers.getSetCookie()).toEqual([])
})

it('tells every open CCP of each change at once', async () => {
  const feed = (await fetch(`${ccpUrl}feed`)).body?.pipeThrough(new TextDecoderStream()).getReader()
  const first = await feed?.read()
  expect(first?.value).toContain('"contacts":[]')

  const { contactId } = instance.ring()
  expect((await feed?.read())?.value).toContain(contactId)
  await feed?.cancel()
})

it('tells an open CCP of each change three times, or not at once, as it is told to', async () => {
  const feed = (await fetch(`${ccpUrl}feed`)).body?.pipeThrough(new TextDecoderStream()).getReader()
  await feed?.read()
  instance.settings.ccpEvents = 'duplicate'
  const { contactId } = instance.ring()
  let heard = ''
  while (heard.split(contactId).length < 4) heard += (await feed?.read())?.value ?? ''
  const updates = heard.split('event: update').slice(1)
  expect(updates).toHaveLength(3)
  expect(new Set(updates.map((update) => update.trim())).size).toBe(1)

  instance.settings.ccpEvents = 'missing'
  instance.accept(contactId)
  instance.hushCcp(true)
  expect((await feed?.read())?.value).toContain('"hush"')
  await feed?.cancel()
})

it('loads a page that says nothing while it is silent, or has fallen silent', async () => {
  for (const fault of ['silent', 'ack-lost'] as const) {
    instance.settings.ccpFault = fault
    expect(await (await fetch(ccpUrl)).text()).toContain('data-standing="silent"')
  }
})

it('waits for the agent to sign in once the session is over, and for no foreign page to do so', async () => {
  instance.logOutCcp()
  expect(await (await fetch(ccpUrl)).text()).toContain('data-standing="signed-out"')
  expect((await fetch(`${ccpUrl}sign-in`, { method: 'POST', body: 'a=b' })).status).toBe(415)
  expect(instance.isCcpSignedOut).toBe(true)

  const headers = { 'Content-Type': 'application/json' }
  expect((await fetch(`${ccpUrl}sign-in`, { method: 'POST', headers, body: '{}' })).status).toBe(200)
  expect(await (await fetch(ccpUrl)).text()).toContain('data-standing="speaks"')
})

it('does what the softphone asks', async () => {
  const { contactId } = instance.ring()
  expect(await ask('acceptContact', { contactId })).toEqual({ data: {}, error: null })
  expect(instance.contact(contactId).phase).toBe('connected')
})

it.each([
  ['holdConnection', 'InvalidStateException'],
  ['rejectContact', 'InvalidStateException'],
  ['transferContact', 'BadRequestException'],
])('refuses %s at a wrong moment in the words of Streams', async (method, type) => {
  const { contactId } = instance.ring()
  instance.accept(contactId)
  instance.hold(contactId)
  const { error } = await ask(method, { contactId })
  expect(JSON.parse(error)).toMatchObject({ type, retryStatus: 'none', stack: [] })
})

it('keeps other agents’ contacts out of reach', async () => {
  const { contactId } = instance.ring({ agent: 'sam.okoye' })
  expect(await ask('acceptContact', { contactId })).toEqual({ data: null, error: 'error' })
  expect(instance.contact(contactId).phase).toBe('connecting')
})

it.each([
  ['a form of a foreign page', 'text/plain', '{"method":"putAgentState"}', 415],
  ['something that is not JSON', 'application/json', '{', 400],
  ['a request without a method', 'application/json', '[]', 400],
])('turns away %s', async (_what, type, body, status) => {
  const response = await fetch(`${ccpUrl}api`, { method: 'POST', headers: { 'Content-Type': type }, body })
  expect(response.status).toBe(status)
})

it('answers 503 while the CCP is down', async () => {
  instance.settings.ccpFault = 'down'
  expect((await fetch(ccpUrl)).status).toBe(503)
})

async function ask(method: string, params: object): Promise<{ data: unknown; error: string }> {
  const response = await fetch(`${ccpUrl}api`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ method, params }),
  })
  return (await response.json()) as { data: unknown; error: string }
}
