import { array, assert, integer, nat, property, record } from 'fast-check'
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

it('holds what a map holds that looks through all its entries each time, whatever comes in whatever order', () => {
  const step = record({ key: nat(7), forMs: integer({ min: 1, max: 50 }), later: nat(20) })
  assert(
    property(array(step, { maxLength: 60 }), (steps) => {
      let now = 0
      const map = createExpiringMap<number>(4, () => now)
      let model: { key: string; value: number; until: number }[] = []
      for (const [value, { key: number, forMs, later }] of steps.entries()) {
        now += later
        const key = `key ${number}`
        map.set(key, value, forMs)
        model = model.filter((entry) => entry.key !== key)
        if (model.length >= 4) model = model.filter(({ until }) => until > now)
        if (model.length >= 4) model.shift()
        model.push({ key, value, until: now + forMs })
      }
      const living = new Map(model.flatMap(({ key, value, until }) => (until > now ? [[key, value] as const] : [])))
      for (let number = 0; number < 8; number += 1) expect(map.get(`key ${number}`)).toBe(living.get(`key ${number}`))
    }),
  )
})
