import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStandstill } from '../../src/broker/standstill.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))
afterEach(() => void vi.useRealTimers())

it('is reached at once where nothing goes on', async () => {
  await expect(createStandstill().reached()).resolves.toBeUndefined()
})

it('is reached when the last work is done, and not before', async () => {
  const { note, reached } = createStandstill()
  const done: (() => void)[] = []
  for (let work = 0; work < 2; work += 1) note(new Promise((resolve) => done.push(resolve)))
  let isReached = false
  const waiting = reached().then(() => (isReached = true))

  done[0]?.()
  await Promise.resolve()
  expect(isReached).toBe(false)
  done[1]?.()
  await waiting
  expect(isReached).toBe(true)
})
