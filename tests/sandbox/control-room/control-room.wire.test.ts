import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { scenes } from '../../../src/sandbox/control-room/scenes.ts'
import type { ControlRoomState } from '../../../src/sandbox/control-room/control-room-state.ts'
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ ports: 'free', widget: { dir: 'public' }, people: { size: 200 } })
})
afterAll(() => sandbox.close())
afterEach(() => ask('POST', '/api/clear'))

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** A request with exactly these headers: `fetch` would not let a test name its Host, Origin or Sec-Fetch-Site. */
function ask(method: string, path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
  const { port, host } = new URL(sandbox.origins.controlRoom)
  return new Promise((resolve, reject) => {
    const all = { Host: host, 'Content-Type': 'application/json', ...headers }
    const asking = request({ host: '127.0.0.1', port, method, path, headers: all }, (res) => {
      text(res).then(
        (json) => resolve({ status: res.statusCode ?? 0, body: JSON.parse(json) as Answer['body'] }),
        reject,
      )
    })
    asking.on('error', reject).end(method === 'GET' ? undefined : JSON.stringify(body))
  })
}

const state = async () => (await ask('GET', '/api/state')).body as unknown as ControlRoomState
const oneCall = { scene: 'one-person' }

it('rings when a button is pressed, and lets the caller hang up', async () => {
  const { status, body } = await ask('POST', '/api/ring', oneCall)
  expect(status).toBe(201)
  const contactId = String(body['contactId'])
  expect(sandbox.instance.contact(contactId)).toMatchObject({ number: '+14145550107', phase: 'connecting' })

  await ask('POST', `/api/contacts/${contactId}/accept`)
  await ask('POST', `/api/contacts/${contactId}/hang-up`)
  expect(sandbox.instance.contact(contactId).phase).toBe('ended')
})

it.each(scenes.map(({ id }) => id))('plays the scene %s', async (scene) => {
  expect((await ask('POST', '/api/ring', { scene })).status).toBe(201)
})

it('shows of a number its last four digits', async () => {
  await ask('POST', '/api/ring', oneCall)
  const { contacts } = await state()
  expect(contacts).toMatchObject([{ kind: 'inbound', phase: 'connecting', numberEndsWith: '0107' }])
  expect(JSON.stringify(contacts)).not.toContain('4145550107')
})

it('rings with a contact of one’s own', async () => {
  await ask('POST', '/api/ring', { scenario: 'inbound', number: '+16085550199', attributes: { language: 'es' } })
  expect(sandbox.instance.contacts().at(-1)).toMatchObject({ number: '+16085550199', attributes: { language: 'es' } })
})

it.each([
  [{ Origin: 'http://elsewhere.example' }, 403],
  [{ Origin: 'null' }, 403],
  [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
  [{ 'Sec-Fetch-Site': 'same-site' }, 403],
  [{ Host: 'rebound.example' }, 403],
  [{ 'Content-Type': 'text/plain' }, 415],
])('lets no other page ring: %j answers %i', async (headers, status) => {
  const before = sandbox.instance.contacts().length
  expect((await ask('POST', '/api/ring', oneCall, headers)).status).toBe(status)
  expect(sandbox.instance.contacts()).toHaveLength(before)
})

it('lets the widget’s page neither ring nor look', async () => {
  const widget = { Origin: sandbox.origins.widget, 'Sec-Fetch-Site': 'cross-site' }
  expect((await ask('GET', '/api/state', {}, widget)).status).toBe(403)
  expect((await ask('GET', '/api/events', {}, widget)).status).toBe(403)
  expect((await ask('PUT', '/api/epic', { fault: 'down' }, widget)).status).toBe(403)
})

it('lets its own page ring', async () => {
  const own = { Origin: sandbox.origins.controlRoom, 'Sec-Fetch-Site': 'same-origin' }
  expect((await ask('POST', '/api/ring', oneCall, own)).status).toBe(201)
})

it('turns Epic’s switches, and says where they stand', async () => {
  await ask('PUT', '/api/epic', { latencyMs: 800, fault: 'html', phoneSearch: 'refused' })
  expect(sandbox.epic.site).toMatchObject({ latencyMs: 800, fault: 'html', phoneSearch: 'refused' })
  expect((await state()).epic).toMatchObject({ latencyMs: 800 })
  await ask('PUT', '/api/epic', { latencyMs: 0, fault: 'none', phoneSearch: 'allowed' })
})

async function now(): Promise<string[]> {
  return (await state()).faults.map((point) => point.now).filter((fault) => fault !== 'none')
}

it('lets exactly what was named go wrong, shows it, and goes back to normal', async () => {
  expect((await ask('PUT', '/api/faults', { on: ['epic/truncated', 'kms/down'] })).status).toBe(200)
  expect(sandbox.epic.site.fault).toBe('truncated')
  expect(await now()).toEqual(['truncated', 'down'])

  await ask('PUT', '/api/faults', { on: ['connect-api/late'] })
  expect([await now(), sandbox.instance.settings.agentInfoLagMs]).toEqual([['late'], 3_000])
  await ask('PUT', '/api/faults', { on: [] })
  expect([await now(), sandbox.instance.settings.agentInfoLagMs]).toEqual([[], 150])
})

it('breaks the line to a party and mends it', async () => {
  const epic = `${sandbox.origins.epic}/interconnect/api/FHIR/R4/metadata`
  for (const line of ['epic-line/reset', 'epic-line/refused']) {
    await ask('PUT', '/api/faults', { on: [line] })
    await expect(fetch(epic)).rejects.toThrow('fetch failed')
  }
  await ask('PUT', '/api/faults', { on: [] })
  expect((await fetch(epic)).status).toBe(200)
})

it('has what the CCP hears of contacts go wrong in each way that it offers', async () => {
  const { faults } = await state()
  const point = faults.find(({ name }) => name === 'ccp-events')
  const names = ['duplicate', 'late', 'missing', 're-ordered', 're-init']
  expect(point?.faults.map(({ name }) => name)).toEqual(names)
  for (const name of names) {
    await ask('PUT', '/api/faults', { on: [`ccp-events/${name}`] })
    expect([await now(), sandbox.instance.settings.ccpEvents]).toEqual([[name], name])
  }
  await ask('PUT', '/api/faults', { on: [] })
  expect([await now(), sandbox.instance.settings.ccpEvents]).toEqual([[], 'none'])
})

it('has every open CCP fall silent in mid-call and speak again, each once', async () => {
  const commands: string[] = []
  const stop = sandbox.instance.subscribe((event) => event.type === 'ccp' && commands.push(event.command))
  for (const on of [['ccp/ack-lost'], ['ccp/ack-lost', 'kms/down'], ['ccp/down'], []]) {
    await ask('PUT', '/api/faults', { on })
  }
  stop()
  expect(commands).toEqual(['hush', 'speak'])
})

it('lets no page read what the broker answers, while the broker answers', async () => {
  const readable = async () => {
    const answer = await fetch(`${sandbox.origins.broker}/token`, {
      method: 'OPTIONS',
      headers: { Origin: sandbox.origins.widget, 'Access-Control-Request-Method': 'POST' },
    })
    return answer.headers.get('Access-Control-Allow-Origin')
  }
  expect(await readable()).toBe(sandbox.origins.widget)
  await ask('PUT', '/api/faults', { on: ['broker-line/not-readable'] })
  expect([await now(), await readable()]).toEqual([['not-readable'], null])
  await ask('PUT', '/api/faults', { on: [] })
  expect(await readable()).toBe(sandbox.origins.widget)
})

it('signs another agent in to the CCP', async () => {
  await ask('PUT', '/api/connect', { ccpAgent: 'sam.okoye', agentInfoLagMs: 1_000 })
  expect([sandbox.instance.ccpAgent, sandbox.instance.settings.agentInfoLagMs]).toEqual(['sam.okoye', 1_000])
  await ask('PUT', '/api/connect', { ccpAgent: 'dana.rivera', agentInfoLagMs: 150 })
})

it.each([
  ['PUT', '/api/epic', { fault: 'fire' }, 400],
  ['PUT', '/api/epic', { latencyMs: 0, colour: 'red' }, 400],
  ['PUT', '/api/epic', { toString: 'x' }, 400],
  ['PUT', '/api/connect', [], 400],
  ['PUT', '/api/site', null, 400],
  ['PUT', '/api/faults', {}, 400],
  ['PUT', '/api/faults', { on: 'epic/down' }, 400],
  ['PUT', '/api/faults', { on: ['epic/fire'] }, 400],
  ['PUT', '/api/faults', { on: ['ledger/down'] }, 400],
  ['POST', '/api/ring', { scene: 'earthquake' }, 400],
  ['POST', '/api/ring', { scenario: 'earthquake' }, 400],
  ['POST', '/api/ring', { number: 5 }, 400],
  ['POST', '/api/ring', { attributes: { a: 1 } }, 400],
  ['POST', '/api/ring', { agent: 'mallory' }, 404],
  ['POST', '/api/ring', { loud: true }, 400],
  ['POST', '/api/contacts/none/accept', {}, 404],
  ['POST', '/api/contacts/none/dance', {}, 404],
  ['POST', '/api/contacts/none/constructor', {}, 404],
])('answers %s %s %j with a sentence', async (method, path, body, status) => {
  const answer = await ask(method, path, body)
  expect([answer.status, answer.body['error']]).toEqual([status, expect.stringMatching(/\w/)])
})

it('says that a third call does not fit', async () => {
  await ask('POST', '/api/ring', oneCall)
  await ask('POST', '/api/ring', { scene: 'household' })
  expect(await ask('POST', '/api/ring', { scene: 'twins' })).toMatchObject({ status: 409 })
})

it('clears whatever is there', async () => {
  await ask('POST', '/api/ring', { scene: 'replay' })
  await ask('POST', '/api/ring', { scene: 'chat' })
  expect((await ask('POST', '/api/clear')).body['contacts']).toEqual([])
})

it('keeps an open page up to date', async () => {
  const answer = await fetch(`${sandbox.origins.controlRoom}/api/events`)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  await ask('POST', '/api/ring', oneCall)

  let heard = ''
  while (!heard.includes('"numberEndsWith":"0107"') || !heard.includes('contact-begun')) {
    heard += (await reader?.read())?.value ?? ''
  }
  expect(heard).toContain('event: state')
  expect(heard).toContain('event: journal')
  await reader?.cancel()
})
