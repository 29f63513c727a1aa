import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { assumptions, brokerMemories, describeContactQuota } from '../../scripts/scale/assumptions.ts'
import { startBroker } from '../../scripts/scale/broker-memory.ts'
import { requestsOf } from '../../scripts/scale/call-requests.ts'
import { seededRandom } from '../../scripts/scale/random.ts'
import { simulate } from '../../scripts/scale/simulate.ts'
import { priceTable, steps } from '../../scripts/scale/table.ts'
import { refusedBy } from '../../scripts/scale/token-bucket.ts'
import { capacityFor } from '../../src/infra/capacity.ts'

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

const request = { at: 0, call: 1, kind: 'search', assignedAt: 0, isTransferred: false } as const

it('plays the memories and pauses that the broker has', () => {
  expect(constantOf('live-contact.ts', 'notOwnForMs')).toBe(brokerMemories.unassignedFor * 1_000)
  expect(constantOf('live-contact.ts', 'ownForMs')).toBe(brokerMemories.assignedFor * 1_000)
  expect(constantOf('live-contact.ts', 'endedForMs')).toBe(brokerMemories.endedFor * 1_000)
  expect(constantOf('assigned-contact.ts', 'mostPerSecond')).toBe(brokerMemories.mostAskedAgainPerSecond)
  const pauses = brokerMemories.pauses.map((pause) => pause * 1_000).join(', ')
  expect(textOf('src/broker/assigned-contact.ts')).toContain(`pausesMs = [${pauses}]`)
})

it('asks once for a contact that is the agent’s, and not again for twenty seconds', () => {
  const broker = startBroker()
  expect(broker.ask(request)).toEqual([0])
  expect(broker.ask({ ...request, at: 19.9 })).toEqual([])
  expect(broker.ask({ ...request, at: 20.1 })).toEqual([20.1])
})

it('asks again until Connect names the agent', () => {
  expect(startBroker().ask({ ...request, assignedAt: 0.15 })).toEqual([0, 0.1, 0.2])
})

it('asks for the first contact of a transfer too', () => {
  expect(startBroker().ask({ ...request, isTransferred: true })).toEqual([0, 0])
})

it('has every instance ask for itself', () => {
  expect([startBroker(), startBroker()].flatMap((broker) => broker.ask(request))).toEqual([0, 0])
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

it('stands in the guide as it comes out: run npm run scale and copy it', () => {
  const guide = textOf('docs/scale.md')
  expect(guide).toContain(priceTable())
  for (const { agents } of steps) expect(guide).toContain(`| ${agents.toLocaleString('en-US')} | `)
  const small = simulate({ agents: 200, broker: 'lambda', knownFromEvents: 0 })
  expect(guide).toContain(`| ${small.questionsPerCall.toFixed(2)} | ${small.questionsPerSecond.toFixed(1)} |`)
  expect(guide).toContain(`${describeContactQuota.perSecond} requests a second`)
  expect(guide).toContain(`${assumptions.callsPerAgentHour} calls an hour`)
})
