import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { routeRules } from '../../src/broker/request-rules.ts'
import { aRunningBroker, codeOf, contactId, widget } from './running-broker.ts'

const paths = Object.entries(routeRules).map(([path, rule]) => ({ path, ...rule }))
const forPages = paths.filter(({ body }) => body !== null)

it.each(forPages)('lets a listed page ask $path, and says so for hours (R25)', async ({ path, methods }) => {
  const { url } = await aRunningBroker()
  const headers = { origin: widget, 'access-control-request-method': 'POST' }
  const answer = await fetch(url + path, { method: 'OPTIONS', headers })

  expect(answer.status).toBe(204)
  expect(answer.headers.get('access-control-allow-origin')).toBe(widget)
  expect(answer.headers.get('access-control-allow-methods')).toBe(methods.join(', '))
  expect(answer.headers.get('access-control-allow-headers')).toBe('authorization, content-type')
  expect(Number(answer.headers.get('access-control-max-age'))).toBeGreaterThanOrEqual(600)
  expect(answer.headers.get('vary')).toBe('Origin')
})

it.each(['null', 'https://widget.example.org.evil.example', 'http://widget.example.org', `${widget}:8443`, '*'])(
  'refuses a page of origin %o, and reflects nothing (R25)',
  async (origin) => {
    const { url, postJson, idp } = await aRunningBroker()
    const preflight = await fetch(`${url}/token`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    const post = await postJson('/token', { contactId }, { origin, token: await idp.tokenOf() })

    for (const answer of [preflight, post]) {
      expect(answer.status).toBe(403)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect(answer.headers.get('vary')).toBe('Origin')
    }
  },
)

it('refuses a request that names no origin (R26)', async () => {
  const { postJson, idp } = await aRunningBroker()
  expect((await postJson('/token', { contactId }, { origin: null, token: await idp.tokenOf() })).status).toBe(403)
})

it.each(['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded', null, 'application/jsonp'])(
  'refuses a body of media type %o, which a foreign page could send unasked (R26)',
  async (contentType) => {
    const { postJson, idp } = await aRunningBroker()
    const answer = await postJson('/token', { contactId }, { contentType, token: await idp.tokenOf() })
    expect([answer.status, await codeOf(answer)]).toEqual([415, 'broker-refused'])
  },
)

it('lets a page read failures too', async () => {
  const { postJson } = await aRunningBroker()
  const answer = await postJson('/token', { contactId }, { token: 'word' })
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, widget])
  expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after')
})

it.each(
  paths.flatMap(({ path, methods }) =>
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
      .filter((method) => !methods.includes(method))
      .map((method) => ({ method, path })),
  ),
)('answers 405 to $method $path', async ({ method, path }) => {
  const { url } = await aRunningBroker()
  const answer = await fetch(url + path, { method, headers: { origin: widget } })
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, routeRules[path]?.methods.join(', ')])
})

it.each(['/', '/fhir/R4/Patient', '/fhir/R4/metadata', '/token/', '/__proto__', '/constructor'])(
  'answers 404 at %s, without a word of what runs here',
  async (path) => {
    const { url } = await aRunningBroker()
    const answer = await fetch(url + path, { headers: { origin: widget } })
    expect([answer.status, await codeOf(answer)]).toEqual([404, 'broker-refused'])
    expect(answer.headers.get('server') ?? answer.headers.get('x-powered-by')).toBeNull()
  },
)

it('takes no query, where patient data could stand', async () => {
  const { url } = await aRunningBroker()
  const answer = await fetch(`${url}/fhir/R4/Patient/_search?family=Kessler`, {
    method: 'POST',
    headers: { origin: widget, authorization: 'Bearer x', 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.status).toBe(400)
  expect(await answer.text()).not.toContain('Kessler')
})

it('takes no body over 4 KB, told or dripped (R76)', async () => {
  const { url, postJson, idp } = await aRunningBroker()
  const token = await idp.tokenOf()
  const told = await postJson('/token', { contactId, more: 'x'.repeat(4_096) }, { token })

  const dripped = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { origin: widget, authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const sending = request(`${url}/token`, { method: 'POST', headers }, (answer) => resolve(answer.statusCode))
    sending.on('error', reject)
    for (let part = 0; part < 6; part += 1) sending.write('x'.repeat(1_024))
    sending.end()
  })
  expect([told.status, dripped]).toEqual([413, 413])
})

it.each(paths)(
  'answers $path with headers that let nothing load, frame or keep it (R30)',
  async ({ path, methods }) => {
    const { url } = await aRunningBroker()
    const answer = await fetch(url + path, { method: methods[0] ?? 'GET', headers: { origin: widget } })

    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': path.endsWith('jwks.json') ? 'public, max-age=300' : 'no-store',
    })
  },
)

it('shows the public halves of its keys and nothing more (R8)', async () => {
  const { url } = await aRunningBroker()
  const keys: { keys: object[] } = await (await fetch(`${url}/.well-known/jwks.json`)).json()
  expect(keys.keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']])
})

it('shows both keys while they are exchanged (R8)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'other-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const { url } = await aRunningBroker({ SIGNING_KEY_OTHER: join(folder, 'other-key.pem') })
  const keys: { keys: { kid: string }[] } = await (await fetch(`${url}/.well-known/jwks.json`)).json()
  expect(new Set(keys.keys.map(({ kid }) => kid)).size).toBe(2)
})

it('tells of a fault of its own nothing but that there was one (R79)', async () => {
  const connect = {
    describeContact: () => Promise.reject(new TypeError('secret at /srv/broker.ts:7')),
    findUser: () => Promise.resolve('connect-dana'),
    ready: () => Promise.resolve(),
    close: () => {},
  }
  const { askToken, audit } = await aRunningBroker({}, { connect })
  const answer = await askToken()

  expect(answer.status).toBe(500)
  expect(await answer.json()).toEqual({
    type: 'urn:agent-widget:error:broker-unreachable',
    title: 'The broker failed',
    status: 500,
    code: 'broker-unreachable',
  })
  expect(audit.events.at(-1)?.outcome).toBe('fault')
})
