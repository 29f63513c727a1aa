import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { type Broker, type BrokerClientOptions, createBrokerClient } from '../../src/auth/broker-client.ts'

export const url = 'http://broker.localhost:4403'

/** What the broker was asked, in short. */
interface Asked {
  readonly path: string
  readonly bearer: string | null
  readonly body: unknown
}

export type Answer = () => Response | Promise<Response>

export interface PlayedBroker {
  readonly asked: Asked[]
  /** What it answers next, in turn; after that, what a willing broker would. */
  readonly answers: Answer[]
  /** The clock of the client under test, in milliseconds. */
  time: number
  readonly client: (more?: Pick<BrokerClientOptions, 'onConfirmedEarlier' | 'onConnectAnswered'>) => Broker
  readonly agentToken: ReturnType<typeof aSignedInAgent>
  /** Lets time pass while a request is under way: waiting and answering take turns. */
  readonly settled: <Value>(promise: Promise<Value>) => Promise<Value>
}

/** A broker for every test of a file, by way of HTTP, with the clock stopped. To be called once, at the top. */
export function playBroker(): PlayedBroker {
  const server = setupServer()
  const agentToken = aSignedInAgent()
  const broker: PlayedBroker = {
    asked: [],
    answers: [],
    time: 0,
    agentToken,
    client: (more = {}) => createBrokerClient({ url, agentToken, now: () => broker.time, ...more }),
    settled: (promise) => settled(broker, promise),
  }

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  afterAll(() => server.close())

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    broker.asked.length = 0
    broker.answers.length = 0
    broker.time = 1_790_000_000_000
    agentToken.mockClear()
    server.use(
      http.post(`${url}/:path`, async ({ request, params }) => {
        const path = String(params['path'])
        broker.asked.push({ path, bearer: request.headers.get('Authorization'), body: await request.json() })
        const answer = broker.answers.shift()
        if (answer !== undefined) return await answer()
        return path === 'token' ? aToken(broker.asked.length) : new HttpResponse(null, { status: 204 })
      }),
    )
  })
  afterEach(() => {
    server.resetHandlers()
    vi.useRealTimers()
  })
  return broker
}

/** The broker's answer to `POST /token`; the token bears a number, to tell one from the other. */
export const aToken = (number: number, facts: Readonly<Record<string, unknown>> = {}) =>
  HttpResponse.json({
    access_token: `call-token-${number}`,
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'user/Patient.s',
    fhir_base_url: `${url}/fhir/R4`,
    ...facts,
  })

export const aProblem = (status: number, code?: string, retryAfter?: string): Answer => {
  const headers = { 'Content-Type': 'application/problem+json', ...(retryAfter ? { 'Retry-After': retryAfter } : {}) }
  return () => HttpResponse.json({ type: 'about:blank', title: 'Refused', status, code }, { status, headers })
}

/** What API Gateway answers in the broker's place, in its own words. */
export const aGatewaySays =
  (status: number, message: string): Answer =>
  () =>
    HttpResponse.json({ message }, { status })

export const noAnswer: Answer = () => new Promise<Response>(() => {})

function aSignedInAgent() {
  return vi.fn((_signal?: AbortSignal, stale?: string) =>
    Promise.resolve(stale === undefined ? 'agent-token-1' : 'agent-token-2'),
  )
}

async function settled<Value>(broker: PlayedBroker, promise: Promise<Value>): Promise<Value> {
  const wait = { isOver: false }
  const over = promise.finally(() => {
    wait.isOver = true
  })
  over.catch(() => {})
  while (!wait.isOver) {
    await new Promise((resolve) => setImmediate(resolve))
    broker.time += 50
    await vi.advanceTimersByTimeAsync(50)
  }
  return await over
}
