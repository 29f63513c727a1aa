import { expect, it } from 'vitest'
import { createExpiringMap } from '../../src/broker/expiring-map.ts'

it('holds no more entries than it may, and drops those that ended before those that live', () => {
  let now = 0
  const map = createExpiringMap<number>(3, () => now)
  map.set('lives', 1, 1_000)
  map.set('ends', 2, 10)
  map.set('lives too', 3, 1_000)
  now = 10
  map.set('new', 4, 1_000)
  expect(['lives', 'ends', 'lives too', 'new'].map((key) => map.get(key))).toEqual([1, undefined, 3, 4])

  for (let index = 0; index < 1_000; index += 1) map.set(`key ${index}`, index, 1_000)
  expect(map.size).toBe(3)
})
