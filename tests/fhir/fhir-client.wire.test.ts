import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { anEpicPatient, aPolicy } from '../fixtures/fhir/patient.ts'
import { anOutcome, aSearchset } from '../fixtures/fhir/searchset.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void

/** A server on a free port of this machine, and what it was asked. */
async function serve(handler: Handler) {
  const seen: { method: string; path: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers })
    request.resume()
    handler(request, response, seen.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { seen, origin: `http://127.0.0.1:${port}` }
}

function search(origin: string, budgetMs = 2_000) {
  const accessToken = { current: async () => 'token', renew: async () => 'token-2' }
  const client = createFhirClient({ baseUrl: `${origin}/api/FHIR/R4`, accessToken, budgetMs })
  const question = { by: 'telephone', telephone: '+16085550142' } as const
  return searchPatients(client, question, aPolicy({ phoneFormats: ['dashed'] }))
}

function answer(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/fhir+json;charset=utf-8' }).end(JSON.stringify(body))
}

it('finds a patient over a real connection, on the second page', async () => {
  const { origin, seen } = await serve((request, response) => {
    const next = `${origin}/api/FHIR/R4/Patient?sessionID=17-ABC`
    if (request.method === 'POST') answer(response, aSearchset([], [], next))
    else answer(response, aSearchset([anEpicPatient()], [anOutcome('59204')]))
  })
  expect(await search(origin)).toMatchObject({ kind: 'found', patients: [{ id: 'eAna' }], someWithheld: true })
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /api/FHIR/R4/Patient/_search',
    'GET /api/FHIR/R4/Patient?sessionID=17-ABC',
  ])
  expect(seen[0]?.headers).toMatchObject({
    accept: 'application/fhir+json',
    'content-type': 'application/x-www-form-urlencoded',
    authorization: 'Bearer token',
  })
  expect(seen[0]?.headers['cookie']).toBeUndefined()
})

it('follows no redirect with a token (R27)', async () => {
  const elsewhere = await serve((_, response) => answer(response, aSearchset([anEpicPatient()])))
  const { origin } = await serve((_, response) => {
    response.writeHead(307, { Location: `${elsewhere.origin}/api/FHIR/R4/Patient/_search` }).end()
  })
  await expect(search(origin)).rejects.toMatchObject({ code: 'epic-unreachable' })
  expect(elsewhere.seen).toEqual([])
})

it('gives up on a body that drips for ever (R68)', async () => {
  const { origin } = await serve((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/fhir+json' })
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
  })
  const start = Date.now()
  await expect(search(origin, 300)).rejects.toMatchObject({ code: 'epic-too-slow' })
  expect(Date.now() - start).toBeLessThan(1_000)
})

it('asks again when the connection breaks off in the middle of the body (R68)', async () => {
  const { origin, seen } = await serve((_, response, count) => {
    if (count > 1) return answer(response, aSearchset([anEpicPatient()]))
    response.writeHead(200, { 'Content-Type': 'application/fhir+json', 'Content-Length': '5000' })
    response.write('{"resourceType":"Bundle",', () => response.destroy())
    return undefined
  })
  expect(await search(origin)).toMatchObject({ kind: 'found' })
  expect(seen.length).toBe(2)
})

it('says that Epic cannot be reached where nobody listens (R68)', async () => {
  const { origin } = await serve(() => undefined)
  for (const close of closers.splice(0)) close()
  await expect(search(origin)).rejects.toMatchObject({ code: 'epic-unreachable' })
})

it('says that Epic cannot be reached where what answers there speaks no TLS (R68)', async () => {
  const { origin } = await serve((_, response) => response.end())
  await expect(search(origin.replace('http:', 'https:'))).rejects.toMatchObject({ code: 'epic-unreachable' })
})
