import { afterEach, expect, it, vi } from 'vitest'
import { type ConnectPace, createConnectPace } from '../../src/broker/connect-pace.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'

afterEach(() => {
  vi.useRealTimers()
})

function aPace(mostPerSecond = 10): ConnectPace {
  vi.useFakeTimers({ now: 0 })
  return createConnectPace({
    mostPerSecond,
    now: () => Date.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
}

/** Asks so many questions at once; when each was put, in milliseconds, and what became of it. */
function askAtOnce(pace: ConnectPace, count: number) {
  const putAt: number[] = []
  const all = Promise.allSettled(Array.from({ length: count }, () => pace.run(async () => putAt.push(Date.now()))))
  return { putAt, all }
}

it('asks at once what comes one by one, as fast as Connect lets it', async () => {
  const pace = aPace()
  const { putAt, all } = askAtOnce(pace, 5)
  await vi.advanceTimersByTimeAsync(0)
  await all
  expect(putAt).toEqual([0, 0, 0, 0, 0])
  expect(pace.isCrowded()).toBe(false)
})

it('never asks more in any second than Connect’s own bucket holds: 15 at first, then 10', async () => {
  const pace = aPace()
  const { putAt, all } = askAtOnce(pace, 30)
  await vi.advanceTimersByTimeAsync(5_000)
  await all
  expect(putAt).toHaveLength(30)
  const sorted = putAt.toSorted((one, other) => one - other)
  for (const [first, from] of sorted.entries()) {
    for (const [offset, until] of sorted.slice(first).entries()) {
      expect(offset + 1).toBeLessThanOrEqual(15 + ((until - from) / 1_000) * 10)
    }
  }
  expect(sorted.at(-1)).toBeGreaterThanOrEqual(1_500)
})

it('says “not yet yours, ask again in two seconds” to a question whose turn does not come in two (R16)', async () => {
  const pace = aPace()
  const { all } = askAtOnce(pace, 60)
  await vi.advanceTimersByTimeAsync(5_000)
  const refused = (await all).flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(refused.length).toBeGreaterThan(10)
  for (const error of refused) {
    expect(isIntegrationError(error) && [error.code, error.retryAfterMs]).toEqual(['contact-not-yet-yours', 2_000])
  }
})

it('lets questions ripen in a crowd, because Connect names the agent a moment after the accept', async () => {
  const pace = aPace()
  await askAtOnce(pace, 8).all
  expect(pace.isCrowded()).toBe(true)
  const { putAt, all } = askAtOnce(pace, 1)
  await vi.advanceTimersByTimeAsync(250)
  await all
  expect(putAt).toEqual([250])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(pace.isCrowded()).toBe(false)
})
