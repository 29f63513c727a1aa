import { afterEach, expect, it, vi } from 'vitest'
import { createEpicThrottle } from '../../src/broker/epic-throttle.ts'
import { IntegrationError, isIntegrationError } from '../../src/domain/errors.ts'

/** A throttle in a time of its own, which only `pass` moves. */
function aThrottle(mostConcurrent: number, mostPerSecond: number) {
  vi.useFakeTimers({ now: 0 })
  const throttle = createEpicThrottle({ mostConcurrent, mostPerSecond, now: () => Date.now() })
  return { throttle, pass }
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
}

afterEach(() => {
  vi.useRealTimers()
})

const codeOf = (error: unknown) => (isIntegrationError(error) ? error.code : error)
const slow = () => new Promise((resolve) => setTimeout(resolve, 500))
const down = () => Promise.reject(new IntegrationError('epic-unreachable'))
const late = () => Promise.reject(new IntegrationError('epic-too-slow'))

it('never runs more at once than Epic is to take (R22)', async () => {
  const { throttle, pass } = aThrottle(4, 1_000)
  let running = 0
  let most = 0
  const task = async () => {
    running += 2
    most = Math.max(most, running)
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
    running -= 2
  }
  const all = Promise.allSettled(Array.from({ length: 30 }, () => throttle.run(2, task)))
  await pass(5_000)
  expect((await all).every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(most).toBe(4)
})

it('starts no more in a second than Epic is to take, and the rest in their turn (R22)', async () => {
  const { throttle, pass } = aThrottle(100, 10)
  const started: number[] = []
  const all = Promise.allSettled(
    Array.from({ length: 19 }, (_, index) => throttle.run(1, async () => started.push(index))),
  )
  await pass(0)
  expect(started).toHaveLength(10)
  await pass(500)
  expect(started).toHaveLength(15)
  await pass(600)
  await all
  expect(started).toEqual(Array.from({ length: 19 }, (_, index) => index))
})

it('says that Epic is busy where a turn does not come in a second, and then lets the next in (R22)', async () => {
  const { throttle, pass } = aThrottle(1, 1_000)
  const slow = throttle.run(1, () => new Promise((resolve) => setTimeout(resolve, 3_000)))
  const waiting = throttle.run(1, async () => 'late').catch(codeOf)
  await pass(1_000)
  expect(await waiting).toBe('epic-busy')
  await pass(2_000)
  await slow
  expect(await throttle.run(1, async () => 'in')).toBe('in')
})

it('keeps a short queue and turns the others away at once (R22)', async () => {
  const { throttle, pass } = aThrottle(1, 1_000)
  const slow = throttle.run(1, () => new Promise((resolve) => setTimeout(resolve, 500)))
  const others = Array.from({ length: 150 }, () => throttle.run(1, async () => 'in').catch(codeOf))
  await pass(500)
  await slow
  const answers = await Promise.all(others)
  expect(answers.filter((answer) => answer === 'in')).toHaveLength(100)
  expect(answers.filter((answer) => answer === 'epic-busy')).toHaveLength(50)
})

it.each([
  ['out of reach', [down, down, down, down, down]],
  ['too slow', [late, late, late, late, late]],
  ['the one or the other', [late, down, late, down, late]],
])('asks an Epic that was five times %s no more for ten seconds, then once (R22)', async (_, failures) => {
  const { throttle, pass } = aThrottle(100, 1_000)
  for (const failure of failures) await throttle.run(1, failure).catch(codeOf)
  const task = vi.fn<() => Promise<string>>(async () => 'answer')

  expect(await throttle.run(1, task).catch(codeOf)).toBe('epic-unreachable')
  await pass(9_999)
  expect(await throttle.run(1, task).catch(codeOf)).toBe('epic-unreachable')
  expect(task).not.toHaveBeenCalled()

  await pass(1)
  const probe = throttle.run(1, () => new Promise<string>((resolve) => setTimeout(() => resolve('reached'), 100)))
  expect(await throttle.run(1, task).catch(codeOf)).toBe('epic-unreachable')
  await pass(100)
  expect(await probe).toBe('reached')
  expect(await throttle.run(1, task)).toBe('answer')
})

it('closes again where the probe fails too (R22)', async () => {
  const { throttle, pass } = aThrottle(100, 1_000)
  for (let time = 0; time < 5; time += 1) await throttle.run(1, down).catch(codeOf)
  await pass(10_000)
  const probe = vi.fn<() => Promise<never>>(down)
  await throttle.run(1, probe).catch(codeOf)
  await throttle.run(1, probe).catch(codeOf)
  expect(probe).toHaveBeenCalledTimes(1)
})

it('takes a refusal of Epic for an answer', async () => {
  const { throttle } = aThrottle(100, 1_000)
  for (let time = 0; time < 4; time += 1) await throttle.run(1, down).catch(codeOf)
  await throttle.run(1, () => Promise.reject(new IntegrationError('epic-refused'))).catch(codeOf)
  await throttle.run(1, down).catch(codeOf)
  expect(await throttle.run(1, async () => 'answer')).toBe('answer')
})

it('turns away what nobody waits for while half of the room is taken, and what is waited for still comes in', async () => {
  const { throttle, pass } = aThrottle(4, 1_000)
  const first = throttle.runBehind(2, slow)
  expect(await throttle.runBehind(2, slow).catch(codeOf)).toBe('epic-busy')

  const search = throttle.run(2, async () => 'searched')
  await pass(0)
  expect(await search).toBe('searched')
  await pass(500)
  await first
  expect(await throttle.runBehind(2, async () => 'looked')).toBe('looked')
})

it('lets through what nobody waits for where Epic takes one request at a time and nothing else is under way', async () => {
  const { throttle } = aThrottle(1, 1)
  expect(await throttle.runBehind(2, async () => 'looked')).toBe('looked')
})
