import { expect, it, vi } from 'vitest'
import { apiGatewayEvent, eventNames } from '../fixtures/api-gateway-event.ts'
import { anEvent } from './lambda-events.ts'
import { aLambda } from './running-lambda.ts'

interface Told {
  readonly access_token: string
}

/** Every field of such an event, by Amazon's own example of payload 2.0; `?` marks what it leaves out where there is none. */
const documented = {
  event:
    'version routeKey rawPath rawQueryString cookies? headers queryStringParameters? requestContext pathParameters? body? isBase64Encoded stageVariables?',
  context:
    'accountId apiId authentication? authorizer? domainName domainPrefix http requestId routeKey stage time timeEpoch',
  http: 'method path protocol sourceIp userAgent',
} as const

function misfits(value: object, fields: string): string[] {
  const known = fields.split(' ')
  const names = known.map((name) => name.replace('?', ''))
  const missing = known.filter((name) => !name.endsWith('?') && !(name in value)).map((name) => `${name} is missing`)
  return [...missing, ...Object.keys(value).filter((name) => !names.includes(name))]
}

it.each(eventNames)('has of the event %s every field that Amazon documents, and no other', (name) => {
  const event = apiGatewayEvent(name)
  const found = [
    ...misfits(event, documented.event),
    ...misfits(event.requestContext, documented.context),
    ...misfits(event.requestContext.http, documented.http),
  ]
  expect(found).toEqual([])
  expect(event).toMatchObject({ version: '2.0', requestContext: { stage: '$default', http: { path: event.rawPath } } })
  expect(Object.keys(event.headers).filter((header) => header !== header.toLowerCase())).toEqual([])
})

it('writes the events of other tests with the same headers', () => {
  const recorded = Object.keys(apiGatewayEvent('token').headers).filter(
    (name) => !['referer', 'authorization'].includes(name),
  )
  expect(Object.keys(anEvent().headers).toSorted()).toEqual(recorded.toSorted())
})

it.each([
  'token',
  'token-under-api',
  'token-mutual-tls',
  'token-in-base64',
  'token-with-joined-headers',
  'token-with-cookies',
])('gives a token to the event %s, and sets no cookie', async (name) => {
  const { hand } = await aLambda({ ALLOWED_ORIGINS: 'https://widget.example.org' })
  const answer = await hand(name)
  expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false })
  expect(JSON.parse(answer.body)).toMatchObject({ token_type: 'Bearer', expires_in: 300 })
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': 'https://widget.example.org',
    'cache-control': 'no-store',
    'content-type': 'application/json',
  })
  expect(answer.cookies ?? []).toEqual([])
  expect(`${answer.body}${JSON.stringify(answer.headers)}`).not.toContain('canary')
})

it('takes a call through the gateway: token, search with its form in base64, confirmation', async () => {
  const { hand, audit } = await aLambda()
  const { access_token: call } = JSON.parse((await hand('token')).body) as Told
  const [found, matched, confirmed] = [
    await hand('search', call),
    await hand('match', call),
    await hand('confirmation', call),
  ]
  expect([found.statusCode, found.headers?.['content-type']]).toEqual([200, 'application/fhir+json'])
  expect(found.body).toContain('Kessler')
  expect(matched.statusCode).toBe(403)
  expect([confirmed.statusCode, confirmed.body]).toEqual([204, ''])
  expect((await audit()).trim().split('\n')).toHaveLength(4)
})

it('believes the token and not what the authorizer of a gateway made of it (R10)', async () => {
  const { idp, connect, door } = await aLambda()
  const event = apiGatewayEvent('token', { agent: await idp.tokenOf({ exp: 1 }) })
  expect(event.requestContext.authorizer).toMatchObject({ jwt: { claims: { preferred_username: 'dana.rivera' } } })
  expect((await door(event)).statusCode).toBe(401)
  expect(connect.state.described).toBe(0)
})

it.each([
  ['token-with-two-authorizations', 401],
  ['token-with-two-origins', 403],
  ['token-with-query', 400],
  ['token-without-body', 400],
  ['search-without-body', 400],
])('answers the event %s with %i, and writes no word of it (R25, R26)', async (name, status) => {
  const complaints = vi.spyOn(console, 'error')
  const { hand } = await aLambda()
  const { access_token: call } = JSON.parse((await hand('token')).body) as Told
  const answer = await hand(name, call)
  expect(answer.statusCode).toBe(status)
  expect(answer.body).toMatch(/broker-refused|agent-not-signed-in/)
  expect(complaints).not.toHaveBeenCalled()
  complaints.mockRestore()
})

it.each([
  ['jwks', '"use":"sig"'],
  ['jwks-under-api', '"use":"sig"'],
  ['health-head', ''],
])('answers the event %s, which carries no origin and no body', async (name, said) => {
  const { hand } = await aLambda()
  const answer = await hand(name)
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain(said)
  expect(answer.body === '').toBe(said === '')
})
