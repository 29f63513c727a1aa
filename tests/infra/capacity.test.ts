import { expect, it } from 'vitest'
import { capacityFor } from '../../src/infra/capacity.ts'

it('gives ten agents a floor, because they do not ring evenly', () => {
  expect(capacityFor(10)).toEqual({ requestsPerSecond: 20, reservedConcurrency: 10, requestsPerAddress: 3_000 })
})

it.each([1, 100, 1_000, 50_000, 100_000])('lets %i agents behind one address through the firewall', (agents) => {
  const { requestsPerAddress, requestsPerSecond } = capacityFor(agents)
  // A call every 200 s, of 4.8 requests.
  const ordinaryInFiveMinutes = agents * 7.2
  expect(requestsPerAddress).toBeGreaterThan(ordinaryInFiveMinutes * 2)
  expect(requestsPerSecond).toBeGreaterThan(ordinaryInFiveMinutes / 300)
})
