import { afterEach, expect, it, vi } from 'vitest'
import { routeRules } from '../../src/broker/request-rules.ts'
import { aLambda, importDoor } from './running-lambda.ts'
import { anEnvironment, contactId, widget } from './running-broker.ts'

const form = (facts: Record<string, string>) => Buffer.from(String(new URLSearchParams(facts))).toString('base64')
const byNumber = { telecom: '+16085550142' }
const searchPath = '/fhir/R4/Patient/_search'
const formHeaders = (token: string) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/x-www-form-urlencoded',
})
const codeOf = ({ body }: { body: string }) => (JSON.parse(body) as { code?: string }).code

afterEach(() => void vi.restoreAllMocks())

it('takes a call from the token to the confirmation, forms in base64 as the gateway sends them', async () => {
  const { send, callToken, audit } = await aLambda()
  const token = await callToken()
  const found = await send({
    path: searchPath,
    headers: formHeaders(token),
    body: form(byNumber),
    isBase64Encoded: true,
  })
  const confirmed = await send({
    path: '/confirmation',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ patient: 'e1a2b3', verified: ['birth-date', 'name'] }),
  })

  expect([found.statusCode, found.isBase64Encoded]).toEqual([200, false])
  expect(found.body).toContain('Kessler')
  expect(found.headers).toMatchObject({ 'content-type': 'application/fhir+json', 'cache-control': 'no-store' })
  expect([confirmed.statusCode, confirmed.body]).toEqual([204, ''])
  const outcomes = (await audit())
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { outcomeDesc: string }).outcomeDesc)
  expect(outcomes).toEqual(['granted', 'found', 'confirmed'])
})

it('names its facade below the public path, and answers whether or not a proxy took that path off', async () => {
  const { askToken, send } = await aLambda()
  const stripped = await askToken()
  const whole = await askToken(contactId, { path: '/api/token' })

  for (const answer of [stripped, whole]) {
    expect(JSON.parse(answer.body)).toMatchObject({ fhir_base_url: 'http://widget.localhost:4401/api/fhir/R4' })
  }
  for (const path of ['/health', '/api/health', '/.well-known/jwks.json', '/api/.well-known/jwks.json']) {
    expect((await send({ method: 'GET', path })).statusCode).toBe(200)
  }
})

it.each([
  '',
  '/',
  '/api',
  '/api/',
  '/api/api/token',
  '/apitoken',
  '/token/',
  '//token',
  '/TOKEN',
  '/token?contactId=1',
  '/token#part',
  '/token;a=b',
  '/token%00',
  '/%%%',
  '/fhir/R4/Patient/../../../secrets',
  '/fhir/R4/Patient/_search/e1',
  '/__proto__',
  '/constructor',
  '/\ud800',
  `/${'a'.repeat(8_000)}`,
])('answers 404 at %j, without a word of what runs here (R79)', async (path) => {
  const complaints = vi.spyOn(console, 'error')
  const { send } = await aLambda()
  const answer = await send({ path, headers: { authorization: 'Bearer x' }, body: '{}' })

  expect(answer.statusCode).toBe(404)
  expect(answer.body).toMatch(/"code":"broker-refused"/)
  expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
  expect(complaints).not.toHaveBeenCalled()
})

it.each([
  ['no body', {}, 400],
  ['an empty body', { body: '' }, 400],
  ['a body that is no JSON', { body: 'contactId=1' }, 400],
  ['a body that is a list', { body: '[]' }, 400],
  ['a body in base64 that is not', { body: '*not base64*', isBase64Encoded: true }, 400],
  ['a body over 4 KB', { body: JSON.stringify({ contactId: 'x'.repeat(5_000) }) }, 413],
  ['a body over 4 KB in base64', { body: Buffer.alloc(5_000, 'x').toString('base64'), isBase64Encoded: true }, 413],
  ['a length that is told too short', { body: 'x'.repeat(5_000), headers: { 'content-length': '2' } }, 413],
  ['a query', { query: 'family=Kessler' }, 400],
  ['a form for JSON', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
  ['no media type', { headers: { 'content-type': undefined } }, 415],
  ['no origin', { headers: { origin: undefined } }, 403],
  ['a foreign origin', { headers: { origin: 'https://evil.example' } }, 403],
  ['two origins', { headers: { origin: `${widget},https://evil.example` } }, 403],
  ['no token', { headers: { authorization: undefined } }, 401],
  ['two tokens', { headers: { authorization: 'Bearer one,Bearer two' } }, 401],
  ['a token in a cookie', { headers: { authorization: undefined }, cookies: ['token=a', 'session=b'] }, 401],
])('refuses a token to a request with %s (R25, R26, R76)', async (_, asked, status) => {
  const complaints = vi.spyOn(console, 'error')
  const { send, idp, connect } = await aLambda()
  const authorization = `Bearer ${await idp.tokenOf()}`
  const answer = await send({ ...asked, headers: { authorization, ...('headers' in asked ? asked.headers : {}) } })

  expect(answer.statusCode).toBe(status)
  expect(answer.body).not.toMatch(/Kessler|evil|xxx/)
  expect(JSON.stringify(answer.headers)).not.toContain('evil')
  expect(connect.state.described).toBe(0)
  expect(complaints).not.toHaveBeenCalled()
})

it.each(
  Object.entries(routeRules).flatMap(([path, { methods }]) =>
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
      .filter((method) => !methods.includes(method))
      .map((method) => ({ method, path })),
  ),
)('answers 405 to $method $path, with a body or without', async ({ method, path }) => {
  const { send } = await aLambda()
  for (const body of [undefined, '{}']) {
    const answer = await send({ method, path, ...(body === undefined ? {} : { body }) })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers).toMatchObject({ allow: routeRules[path]?.methods.join(', ') })
  }
})

it('answers for somebody else’s contact as for one that is not there, byte for byte (R12)', async () => {
  const { askToken, connect } = await aLambda()
  connect.contacts.set('b0000000', { Channel: 'VOICE', InitiationMethod: 'INBOUND', AgentInfo: { Id: 'connect-sam' } })
  const [foreign, unknown] = [await askToken('b0000000'), await askToken('c0000000')]

  expect([foreign.statusCode, foreign.body, bare(foreign.headers)]).toEqual([403, unknown.body, bare(unknown.headers)])
})

it('has Epic’s token before it stands still, so that no search wakes to a question that died', async () => {
  const { askToken, epic } = await aLambda()
  await askToken()
  expect(epic.state.tokenCalls).toBe(1)
})

it('closes searches and confirmations while its ledger is down, and works again after (faults)', async () => {
  const { send, askToken, callToken, dynamoDb, epic } = await aLambda()
  const token = await callToken()
  const search = () =>
    send({ path: searchPath, headers: formHeaders(token), body: form(byNumber), isBase64Encoded: true })
  const confirm = () =>
    send({
      path: '/confirmation',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ patient: 'e1a2b3', verified: ['birth-date', 'name'] }),
    })
  await search()
  dynamoDb.faults.down = true
  const closed = [await search(), await confirm(), await askToken()]
  dynamoDb.faults.down = false

  expect(closed.map(({ statusCode }) => statusCode)).toEqual([503, 503, 503])
  for (const { body, headers } of closed) {
    expect(body).toContain('ledger-unavailable')
    expect(headers).toMatchObject({ 'retry-after': '1' })
  }
  expect(epic.state.searches).toHaveLength(2)
  expect((await confirm()).statusCode).toBe(204)
})

it('does not start with bad settings: all are named, no value is shown (R83)', async () => {
  const settings = anEnvironment({ LEDGER: 'dynamodb:canary-table', AGENT_ISSUER: 'canary', BUDGET_PER_HOUR: 'canary' })
  const fault = await importDoor(settings).catch((error: unknown) => error)
  expect(String(fault)).toMatch(/AGENT_ISSUER/)
  expect(String(fault)).toMatch(/BUDGET_PER_HOUR/)
  expect(String(fault)).toMatch(/CALL_TOKEN_KEY: is needed/)
  expect(String(fault)).not.toContain('canary')
})

it('starts where a party cannot be reached, says so in a line, and answers with that party’s failure', async () => {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { askToken } = await aLambda({ LEDGER: 'dynamodb:no-such-table' })
  const answer = await askToken()

  expect(complaints.mock.calls).toEqual([[expect.stringMatching(/^LedgerError: LEDGER: /)]])
  expect([answer.statusCode, codeOf(answer)]).toEqual([503, 'ledger-unavailable'])
})

/** The headers of an answer but for the one that differs between any two. */
function bare(headers: object | undefined): [string, unknown][] {
  return Object.entries({ ...headers }).filter(([name]) => name !== 'x-request-id')
}
