import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { assumptions, brokerMemories, describeContactQuota } from '../../scripts/scale/assumptions.ts'
import { type BrokerMemory, startBroker } from '../../scripts/scale/broker-memory.ts'
import { type CallRequest, requestsOf } from '../../scripts/scale/call-requests.ts'
import { playCalls } from '../../scripts/scale/play-calls.ts'
import { seededRandom } from '../../scripts/scale/random.ts'
import { type Centre, paceOfInstance, simulate } from '../../scripts/scale/simulate.ts'
import { loadRow, priceTable, steps } from '../../scripts/scale/table.ts'
import { refusedBy } from '../../scripts/scale/token-bucket.ts'
import { capacityFor } from '../../src/infra/capacity.ts'
import { capsOfInstance } from '../../src/infra/instance-caps.ts'
import { exampleSite } from '../infra/example-site.ts'

function textOf(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}

/** The number a constant of the broker is written as, in its own unit. */
function constantOf(file: string, name: string): number {
  const found = new RegExp(`const ${name} = ([\\d_* ]+)`).exec(textOf(`src/broker/${file}`))?.[1] ?? ''
  return found
    .replaceAll('_', '')
    .split('*')
    .reduce((product, factor) => product * Number(factor), 1)
}

it('plays the memories, pauses and pace that the broker has', () => {
  const { pace } = brokerMemories
  expect(constantOf('live-contact.ts', 'notOwnForMs')).toBe(brokerMemories.unassignedFor * 1_000)
  expect(constantOf('live-contact.ts', 'notOwnInCrowdForMs')).toBe(brokerMemories.unassignedInCrowdFor * 1_000)
  expect(constantOf('live-contact.ts', 'ownForMs')).toBe(brokerMemories.assignedFor * 1_000)
  expect(constantOf('live-contact.ts', 'ownInCrowdForMs')).toBe(brokerMemories.assignedInCrowdFor * 1_000)
  expect(constantOf('assigned-contact.ts', 'mostPerSecond')).toBe(brokerMemories.mostAskedAgainPerSecond)
  expect(constantOf('connect-pace.ts', 'ripenMs')).toBe(pace.ripensFor * 1_000)
  expect(textOf('src/broker/connect-pace.ts')).toContain(`burstPerSecond = ${pace.burst}`)
  expect(textOf('src/broker/connect-pace.ts')).toContain(`waitedAtMostMs: ${pace.waitedAtMost}_000`)
  expect(textOf('src/broker/connect-pace.ts')).toContain(`retryAfterMs: ${pace.retryAfter}_000`)
  const pauses = brokerMemories.pauses.map((pause) => pause * 1_000).join(', ')
  expect(textOf('src/broker/assigned-contact.ts')).toContain(`pausesMs = [${pauses}]`)
})

const request = { at: 0, call: 1, kind: 'search', assignedAt: 0, isTransferred: false } as const
const inOrder = (...instances: readonly BrokerMemory[]) => {
  let next = 0
  return () => {
    const broker = instances[next % instances.length] ?? startBroker()
    next += 1
    return broker
  }
}
/** When one instance asked for these requests. */
const askedFor = (...requests: readonly CallRequest[]) => playCalls(requests, inOrder(startBroker())).questions

/** Questions about other contacts, so many at once, that put an instance into a crowd. */
const crowd = (at: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...request, at, call: 1_000 + index + at * 100 }))

it('asks once for a contact that is the agent’s, and not again for twenty seconds, in a crowd for sixty', () => {
  expect(askedFor(request, { ...request, at: 19.9 }, { ...request, at: 20.1 })).toEqual([0, 20.1])
  const asked = askedFor(...crowd(0, 14), { ...request, at: 0 }, { ...request, at: 20.5 }, { ...request, at: 60.5 })
  expect(asked.filter((at) => at > 1)).toEqual([60.5])
})

it('asks again until Connect names the agent', () => {
  expect(askedFor({ ...request, assignedAt: 0.15 })).toEqual([0, 0.1, 0.2])
})

it('asks for the first contact of a transfer too', () => {
  expect(askedFor({ ...request, isTransferred: true })).toEqual([0, 0])
})

it('has every instance ask for itself', () => {
  const { questions } = playCalls([request, { ...request, at: 1 }], inOrder(startBroker(), startBroker()))
  expect(questions).toEqual([0, 1])
})

it('gives no token ahead in a crowd: the search at accept asks, and once', () => {
  const ring = { ...request, at: 0.01, kind: 'token', assignedAt: 5.1 } as const
  const played = playCalls([...crowd(0, 12), ring, { ...ring, kind: 'search', at: 5.2 }], inOrder(startBroker()))
  expect(played.notAhead).toBe(1)
  expect(played.questions.filter((at) => at > 1)).toEqual([5.2])
})

it('lets questions ripen in a crowd and wait for their turn, and tells who would wait two seconds to come again', () => {
  const { questions, toldToWait, inVain } = playCalls(crowd(0, 60), inOrder(startBroker()))
  expect(questions.filter((at) => at === 0)).toHaveLength(8)
  expect(questions.filter((at) => at > 0).every((at) => at >= 0.25)).toBe(true)
  expect(toldToWait).toBeGreaterThan(0)
  expect([questions.length, inVain]).toEqual([60, 0])
  expect(refusedBy({ perSecond: 10, burst: 15 }, questions)).toBe(0)
})

it('lets a burst through and refuses what comes faster than the quota', () => {
  expect(
    refusedBy(
      { perSecond: 10, burst: 15 },
      Array.from({ length: 20 }, () => 0),
    ),
  ).toBe(5)
  expect(
    refusedBy(
      { perSecond: 10, burst: 15 },
      Array.from({ length: 100 }, (_, index) => index / 10),
    ),
  ).toBe(0)
})

it('comes out near what the load bench measured with the broker itself: 1.3 questions a call at 8.3 calls a second', () => {
  const { questionsPerCall, questionsPerSecond, refused, inVain } = simulate({
    agents: 1_660,
    broker: 'process',
    knownFromEvents: 0,
  })
  expect(questionsPerCall).toBeGreaterThan(1.1)
  expect(questionsPerCall).toBeLessThan(1.5)
  expect(questionsPerSecond).toBeLessThan(10.5)
  expect([refused < 0.02, inVain]).toEqual([true, 0])
})

it('plays the same calls each time', () => {
  const once = simulate({ agents: 100, broker: 'lambda', knownFromEvents: 0 })
  expect(simulate({ agents: 100, broker: 'lambda', knownFromEvents: 0 })).toEqual(once)
  expect(requestsOf(1, 0, seededRandom(7))).toEqual(requestsOf(1, 0, seededRandom(7)))
})

it('sets up a gateway that lets the busiest minutes through', () => {
  for (const agents of [10, 200, 1_000]) {
    const { requestsPerSecond, instances } = simulate({ agents, broker: 'lambda', knownFromEvents: 0 })
    expect(capacityFor(agents).requestsPerSecond).toBeGreaterThan(requestsPerSecond)
    expect(capacityFor(agents).reservedConcurrency).toBeGreaterThanOrEqual(instances)
  }
})

it('sets up three times the requests that the guide counts, where the site is over the floor', () => {
  for (const agents of [400, 1_000]) {
    const { requestsPerSecond, callsPerSecond } = simulate({ agents, broker: 'lambda', knownFromEvents: 0 })
    expect(capacityFor(agents).requestsPerSecond / requestsPerSecond).toBeCloseTo(3, 0)
    expect((requestsPerSecond / callsPerSecond).toFixed(1)).toMatch(/^4\.[89]$/)
    expect(textOf('docs/scale.md')).toContain('*r* = 4.8 requests a call')
    expect(textOf('docs/scale.md')).toContain(`| ${capacityFor(agents).requestsPerSecond} |`)
  }
})

it.each([
  ['by default', 120, describeContactQuota.perSecond, {}],
  ['by default, of many agents', 1_000, describeContactQuota.perSecond, {}],
  ['under a quota that was raised and named', 1_000, 100, { CONNECT_MOST_PER_SECOND: '100' }],
])('plays instances that ask as often as those that are deployed %s', (_, count, perSecond, broker) => {
  const site = exampleSite((json) => {
    json.agents['count'] = count
    json['broker'] = broker
  })
  const deployed = capsOfInstance(site, capacityFor(count).reservedConcurrency)
  expect(deployed['CONNECT_MOST_PER_SECOND']).toBe(String(paceOfInstance(count, perSecond)))
})

it.each(steps.filter(({ agents }) => agents <= 1_000).map((centre) => [nameOf(centre), centre] as const))(
  'stands in the guide with the row that comes out for %s',
  (_, centre) => {
    const rows = textOf('docs/scale.md').split('\n')
    expect(rows).toContain(loadRow(centre))
  },
  120_000,
)

function nameOf({ agents, broker, knownFromEvents, describeContactPerSecond = 10 }: Centre): string {
  const events = knownFromEvents === 0 ? '' : ' and contact events'
  return `${agents} agents on ${broker === 'lambda' ? 'Lambda' : 'one process'}${events}, ${describeContactPerSecond} questions a second`
}

it('stands in the guide as it comes out: run npm run scale and copy it', () => {
  const guide = textOf('docs/scale.md')
  expect(guide).toContain(priceTable())
  for (const { agents } of steps) expect(guide).toContain(`| ${agents.toLocaleString('en-US')} | `)
  expect(guide).toContain(`${describeContactQuota.perSecond} requests a second`)
  expect(guide).toContain(`${assumptions.callsPerAgentHour} calls an hour`)
})
