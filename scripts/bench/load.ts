import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { generateKeyPair } from 'jose'
import { type Broker, createBroker } from '../../src/broker/app.ts'
import { readBrokerConfig } from '../../src/broker/config.ts'
import { createEpic } from '../../src/sandbox/epic/epic-party.ts'
import { makePeople } from '../../src/sandbox/epic/people/population.ts'
import { createJournal } from '../../src/sandbox/journal.ts'
import { type Bench, percentile, type Row, rounded } from './bench.ts'
import { agentToken, brokerEnvironment, epicOrigin, listening, providerInMemory } from './broker-in-memory.ts'
import { type CallFigures, type LoadWorld, playCall } from './load-call.ts'
import { callOf, seeded } from './played-calls.ts'
import { playConnect } from './played-connect.ts'

const agents = 1_000
/** The calls of one phase: how many a second, in the mean, for how many seconds, and whether they may be late. */
interface Phase {
  readonly phase: string
  readonly callsPerSecond: number
  readonly seconds: number
  readonly mayBeLate: boolean
}

const phases: readonly Phase[] = [
  { phase: '1,000 agents, 10 calls an hour, peak of 3', callsPerSecond: 8.3, seconds: 60, mayBeLate: false },
  { phase: 'twice that', callsPerSecond: 16.7, seconds: 45, mayBeLate: true },
  { phase: 'recovered', callsPerSecond: 4, seconds: 30, mayBeLate: false },
]

/**
 * A thousand agents at one broker: each call rings, is taken, searched by its number, confirmed and ended, as the widget does
 * it. Connect throttles as Amazon does. `errors` are calls that were answered otherwise than asked, or with anybody who has
 * not the number, and those of `unansweredInAMinute`, but at twice the load, where late answers are allowed.
 * `describeContactPerSecond` is the mean; the busiest second may have 25 after a quiet one.
 */
export const load: Bench = {
  name: 'load',
  says: `${agents} agents at one broker, calls as they come: what is refused, what is late, and what Connect is asked`,
  async *run() {
    const world = await openWorld()
    try {
      for (const phase of phases) yield await playPhase(world, phase)
    } finally {
      await world.close()
    }
  },
}

interface OpenWorld extends LoadWorld {
  readonly connect: ReturnType<typeof playConnect>
  readonly epicAsked: number[]
  close(this: void): Promise<void>
}

async function openWorld(): Promise<OpenWorld> {
  const folder = await mkdtemp(`${tmpdir()}/broker-load-`)
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const people = makePeople({ size: 10_000 })
  const numbers = numbersOfHouseholds(people)
  const tokens = await Promise.all(Array.from({ length: agents }, (_, agent) => agentToken(privateKey, agent)))
  const connect = playConnect()
  const epicAsked: number[] = []
  let broker: Broker | null = null
  // Epic fetches the broker's keys by itself, so they stand at a real address.
  const keys = await listening((request) => broker?.app.fetch(request) ?? new Response(null, { status: 503 }))
  const brokerJwksUrl = `${keys.origin}/.well-known/jwks.json`
  const epic = createEpic({ origin: epicOrigin, brokerJwksUrl, clientId: 'bench', people, journal: createJournal() })
  const askEpic: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.url.includes('/FHIR/')) epicAsked.push(Date.now())
    return epic.app.fetch(request)
  }
  const environment = {
    ...brokerEnvironment(folder),
    SITE_PHONE_SEARCH: 'allowed',
    SITE_PHONE_FORMATS: 'dashed,plus-dashed',
    EPIC_MOST_PER_SECOND: '40',
    EPIC_MOST_CONCURRENT: '24',
  }
  broker = createBroker(readBrokerConfig(environment), {
    fetch: await providerInMemory(publicKey, askEpic),
    connect: connect.api,
  })
  await broker.ready()
  const { app } = broker
  return {
    connect,
    calls: connect.calls,
    epicAsked,
    tokens,
    numbers,
    ask: async (request) => app.fetch(request),
    async close() {
      keys.close()
      broker?.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The numbers by which somebody can be found: those of facilities have too many. */
function numbersOfHouseholds(people: readonly fhir4.Patient[]): readonly string[] {
  const owners = new Map<string, number>()
  for (const patient of people) {
    const number = callOf(patient)?.number ?? null
    if (number !== null) owners.set(number, (owners.get(number) ?? 0) + 1)
  }
  return [...owners].filter(([, count]) => count < 8).map(([number]) => number)
}

async function playPhase(world: OpenWorld, { phase, callsPerSecond, seconds, mayBeLate }: Phase): Promise<Row> {
  const random = seeded(callsPerSecond)
  const begunAt = Date.now()
  const throttledBefore = world.connect.throttled
  const calls: Promise<CallFigures>[] = []
  let next = begunAt
  while (next < begunAt + seconds * 1_000) {
    next += (-Math.log(1 - random()) / callsPerSecond) * 1_000
    await pause(Math.max(0, next - Date.now()))
    calls.push(playCall(world, random))
  }
  const figures = await Promise.all(calls)
  const asked = world.connect.asked.filter((at) => at >= begunAt).length
  const found = figures.map(({ foundAfterMs }) => foundAfterMs)
  const endedAs = (wanted: CallFigures['end']) => figures.filter(({ end }) => end === wanted).length
  const unanswered = endedAs('late')
  return {
    bench: 'load',
    phase,
    calls: figures.length,
    errors: endedAs('wrong') + (mayBeLate ? 0 : unanswered),
    unansweredInAMinute: unanswered,
    toldToWait: figures.reduce((sum, { toldToWait }) => sum + toldToWait, 0),
    foundP50Ms: rounded(percentile(found, 0.5), 0),
    foundP95Ms: rounded(percentile(found, 0.95), 0),
    describeContactPerSecond: rounded(asked / ((Date.now() - begunAt) / 1_000), 1),
    describeContactBusiest: busiestSecond(world.connect.asked, begunAt),
    describeContactACall: rounded(asked / figures.length, 2),
    throttledByConnect: world.connect.throttled - throttledBefore,
    epicPerSecond: busiestSecond(world.epicAsked, begunAt),
  }
}

/** The most of these times that lie within one second. */
function busiestSecond(times: readonly number[], since: number): number {
  const later = times.filter((at) => at >= since)
  let most = 0
  let first = 0
  for (const [last, at] of later.entries()) {
    while ((later[first] ?? at) <= at - 1_000) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}
