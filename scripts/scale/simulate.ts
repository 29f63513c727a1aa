import { capacityFor } from '../../src/infra/capacity.ts'
import { shareOfCap } from '../../src/infra/instance-caps.ts'
import { assumptions, describeContactQuota } from './assumptions.ts'
import { type BrokerMemory, startBroker } from './broker-memory.ts'
import { type CallRequest, requestsOf } from './call-requests.ts'
import { playCalls } from './play-calls.ts'
import { exponential, seededRandom } from './random.ts'
import { refusedBy } from './token-bucket.ts'

/** A contact centre at its busiest. */
export interface Centre {
  readonly agents: number
  /** `process` is one broker with one memory; `lambda` as many as are busy at once, each with its own. */
  readonly broker: 'process' | 'lambda'
  /** Which share of `DescribeContact`'s answers the broker knows from contact events instead; 0 as it is today. */
  readonly knownFromEvents: number
  /** What Amazon grants the account in a Region a second, and the site file names; the default quota unless said otherwise. */
  readonly describeContactPerSecond?: number
}

/** What so many agents ask of each party, at the peak; all but the shares a second or a call. */
export interface Load {
  readonly callsPerSecond: number
  readonly requestsPerSecond: number
  readonly requestsPerCall: number
  readonly instances: number
  readonly questionsPerCall: number
  readonly questionsPerSecond: number
  /** In the busiest second of a hundred. */
  readonly questionsInBusySecond: number
  /** The share of questions that Amazon's quota refuses at the first attempt. */
  readonly refused: number
  /** The share of searches that are told to come again, and of those for which the widget then gives up. */
  readonly toldToWait: number
  readonly inVain: number
  readonly epicPerSecond: number
  readonly searchesPerCall: number
}

const fewestCalls = 6_000
const leastSeconds = 240
const burstPerSecond = describeContactQuota.burst / describeContactQuota.perSecond

/** Plays the peak of a centre, the same each time: calls as they come, each with its requests, each request at one instance. */
export function simulate(centre: Centre): Load {
  const { agents, broker, knownFromEvents, describeContactPerSecond = describeContactQuota.perSecond } = centre
  const random = seededRandom(agents)
  const callsPerSecond = (agents * assumptions.callsPerAgentHour * assumptions.peakFactor) / 3_600
  const seconds = Math.max(leastSeconds, fewestCalls / callsPerSecond)

  const requests: CallRequest[] = []
  let calls = 0
  for (let at = exponential(random, 1 / callsPerSecond); at < seconds; at += exponential(random, 1 / callsPerSecond)) {
    requests.push(...requestsOf(calls, at, random))
    calls += 1
  }
  requests.sort((one, other) => one.at - other.at)

  const busy = requests.reduce((sum, { kind }) => sum + secondsHeld(kind), 0) / seconds
  const instances = broker === 'process' ? 1 : Math.max(2, Math.ceil(busy * 2))
  const mostPerSecond =
    broker === 'process' ? describeContactPerSecond : paceOfInstance(agents, describeContactPerSecond)
  const brokers = Array.from({ length: instances }, () => startBroker(mostPerSecond, () => random() < knownFromEvents))
  const { questions, ...told } = playCalls(requests, () => anyOf(brokers, random))
  const quota = { perSecond: describeContactPerSecond, burst: describeContactPerSecond * burstPerSecond }
  const searches = requests.filter(({ kind }) => kind === 'search').length
  const epic = searches * assumptions.formats + requests.filter(({ kind }) => kind === 'appointments').length

  return {
    callsPerSecond,
    requestsPerSecond: requests.length / seconds,
    requestsPerCall: requests.length / calls,
    instances,
    questionsPerCall: questions.length / calls,
    questionsPerSecond: questions.length / seconds,
    questionsInBusySecond: busySecond(questions, seconds),
    refused: refusedBy(quota, questions) / Math.max(1, questions.length),
    toldToWait: told.toldToWait / searches,
    inVain: told.inVain / searches,
    epicPerSecond: epic / seconds,
    searchesPerCall: searches / calls,
  }
}

/** How often each deployed instance may ask: the quota is shared out among all that may run at once (infra/instance-caps.ts). */
export function paceOfInstance(agents: number, perSecond: number): number {
  return shareOfCap(perSecond, capacityFor(agents).reservedConcurrency)
}

function secondsHeld(kind: CallRequest['kind']): number {
  return kind === 'search' || kind === 'appointments' ? assumptions.secondsHeld.search : assumptions.secondsHeld.quick
}

function anyOf(brokers: readonly BrokerMemory[], random: () => number): BrokerMemory {
  const chosen = brokers[Math.floor(random() * brokers.length)]
  if (chosen === undefined) throw new RangeError('There is no broker')
  return chosen
}

/** How many questions fall into the busiest of a hundred seconds. */
function busySecond(questions: readonly number[], seconds: number): number {
  const counts = Array.from({ length: Math.ceil(seconds) }, () => 0)
  for (const at of questions) {
    const second = Math.floor(at)
    if (second < counts.length) counts[second] = (counts[second] ?? 0) + 1
  }
  counts.sort((one, other) => one - other)
  return counts[Math.floor(counts.length * 0.99)] ?? 0
}
