import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchIdle } from '../../src/auth/idle-watch.ts'

const minutes = 60_000

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function aWatch() {
  const desk = { isBusy: false, over: [] as string[] }
  const watch = watchIdle({ isBusy: () => desk.isBusy, onOver: (why) => desk.over.push(why) })
  return Object.assign(desk, { watch })
}

it('notices, once, an agent who did nothing for 15 minutes (R39)', () => {
  const desk = aWatch()
  vi.advanceTimersByTime(14.5 * minutes)
  expect(desk.over).toEqual([])

  vi.advanceTimersByTime(60 * minutes)
  expect(desk.over).toEqual(['idle'])
})

it('takes every sign of the agent for work', () => {
  const desk = aWatch()
  for (let times = 0; times < 10; times += 1) {
    vi.advanceTimersByTime(10 * minutes)
    desk.watch.showActivity()
  }
  expect(desk.over).toEqual([])
})

it('never interrupts a call, and counts from its end', () => {
  const desk = aWatch()
  desk.isBusy = true
  vi.advanceTimersByTime(60 * minutes)
  desk.isBusy = false
  vi.advanceTimersByTime(14.5 * minutes)
  expect(desk.over).toEqual([])

  vi.advanceTimersByTime(minutes)
  expect(desk.over).toEqual(['idle'])
})

it('ends the longest shift after 12 hours, but not in the middle of a call', () => {
  const desk = aWatch()
  desk.isBusy = true
  vi.advanceTimersByTime(12.5 * 60 * minutes)
  expect(desk.over).toEqual([])

  desk.isBusy = false
  vi.advanceTimersByTime(minutes)
  expect(desk.over).toEqual(['shift-over'])
})

it('counts the 12 hours from when the agent signed in, however short the page has stood (R39)', () => {
  const over: string[] = []
  watchIdle({ isBusy: () => true, onOver: (why) => over.push(why), signedInForMs: 13 * 60 * minutes })
  vi.advanceTimersByTime(minutes)
  expect(over).toEqual([])

  watchIdle({ isBusy: () => false, onOver: (why) => over.push(why), signedInForMs: 13 * 60 * minutes })
  vi.advanceTimersByTime(minutes)
  expect(over).toEqual(['shift-over'])
})

it('is silent once it is stopped', () => {
  const desk = aWatch()
  desk.watch.stop()
  vi.advanceTimersByTime(60 * minutes)

  expect(desk.over).toEqual([])
})
