import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { castIds } from '../../../../src/sandbox/epic/people/cast.ts'
import { makePeople } from '../../../../src/sandbox/epic/people/population.ts'
import { type PlayedEpic, playEpic } from '../playing-epic.ts'

const merged: fhir4.Patient = {
  resourceType: 'Patient',
  id: 'merged',
  link: [{ type: 'replaced-by', other: { reference: `Patient/${castIds.ana}` } }],
}

let played: PlayedEpic
beforeAll(async () => {
  played = await playEpic([...makePeople({ size: 100 }), merged])
})
afterEach(() => {
  Object.assign(played.epic.site, { fault: 'none', latencyMs: 0 })
})
afterAll(() => played.close())

describe('who may read', () => {
  it.each([[{}], [{ authorization: 'Bearer nonsense' }]])(
    'gets 401 with an empty JSON string without a living token: %o',
    async (headers) => {
      const answer = await fetch(`${played.base}/Patient/${castIds.ana}`, { headers })
      expect([answer.status, await answer.text()]).toEqual([401, '""'])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/)
    },
  )

  it('gets 401 when the token is an hour old', async () => {
    const path = `Patient/${castIds.ana}`
    expect((await played.read(path)).status).toBe(200)
    played.clock.offsetMs += 3_600_000
    expect((await played.read(path)).status).toBe(401)
    played.clock.offsetMs -= 3_600_000
  })

  it.each(['Observation?patient=x', 'Appointment/1', 'Encounter/1'])(
    'gets 403 without a body for an API the client was not registered for: %s',
    async (path) => {
      const answer = await played.read(path)
      expect([answer.status, await answer.text()]).toEqual([403, ''])
      expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope')
    },
  )

  it.each(['POST', 'PUT', 'DELETE'])('may not write: %s is 403', async (method) => {
    const answer: { access_token: string } = await (await played.askTokenWith(await played.assertion())).json()
    const headers = { authorization: `Bearer ${answer.access_token}` }
    expect((await fetch(`${played.base}/Patient/${castIds.ana}`, { method, headers })).status).toBe(403)
  })

  it('needs no token for discovery', async () => {
    const [smart, metadata] = await Promise.all([
      fetch(`${played.base}/.well-known/smart-configuration`),
      fetch(`${played.base}/metadata`, { headers: { accept: 'application/json' } }),
    ])
    expect(await smart.json()).toMatchObject({ token_endpoint: `${played.origin}/interconnect/oauth2/token` })
    const statement: fhir4.CapabilityStatement = await metadata.json()
    expect(statement.rest?.[0]?.resource?.[0]?.searchParam?.map(({ name }) => name)).toContain('legal-sex')
  })
})

describe('a patient that is read', () => {
  it('comes in the resource, as JSON', async () => {
    const answer = await played.read(`Patient/${castIds.ana}`)
    expect(answer.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8')
    expect(await answer.json()).toMatchObject({ resourceType: 'Patient', id: castIds.ana })
  })

  it('is 404 with 59008 where the id is nobody’s', async () => {
    const answer = await played.read('Patient/nobody')
    expect([answer.status, JSON.stringify(await answer.json())]).toEqual([404, expect.stringContaining('"59008"')])
  })

  it('sends on to the survivor, with 4107, where two records were merged', async () => {
    const answer = await played.read('Patient/merged')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${played.base}/Patient/${castIds.ana}`])
    expect(await answer.text()).toContain('"4107"')
  })

  it.each([
    ['*/*', 'application/xml; charset=utf-8'],
    ['this/is-nothing', 'application/xml; charset=utf-8'],
    ['application/fhir+xml', 'application/fhir+xml; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/fhir+json;q=0.9, */*', 'application/fhir+json; charset=utf-8'],
  ])('asked for as %s comes as %s', async (accept, contentType) => {
    const answer = await played.read(`Patient/${castIds.ana}`, { accept })
    expect(answer.headers.get('content-type')).toBe(contentType)
    expect((await answer.text()).slice(0, 1)).toBe(contentType.includes('json') ? '{' : '<')
  })
})

it('answers an unknown route with the web server’s page', async () => {
  const answer = await played.read('FakeResourceTypeThatDoesNotExist?_count=1')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html'])
  expect(await answer.text()).toContain('404 - File or directory not found.')
})

describe('a bad day', () => {
  it('is 503 with a page when Epic is down', async () => {
    played.epic.site.fault = 'down'
    const answer = await played.read('metadata')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/html'])
  })

  it('is 200 with a page when a proxy answers instead', async () => {
    await played.read('metadata')
    played.epic.site.fault = 'html'
    const answer = await played.read('Patient?telecom=608-555-0142')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
  })

  it('is silence until the client gives up, and the next request is served', async () => {
    played.epic.site.fault = 'never'
    const waiting = fetch(`${played.base}/metadata`, { signal: AbortSignal.timeout(150) })
    await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' })
    played.epic.site.fault = 'none'
    expect((await played.read('metadata')).status).toBe(200)
  })

  it('is slow by as much as the site says', async () => {
    played.epic.site.latencyMs = 120
    const startedAt = performance.now()
    await played.read('metadata')
    expect(performance.now() - startedAt).toBeGreaterThan(110)
  })
})
