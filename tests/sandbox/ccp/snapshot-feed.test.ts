import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { snapshotFeed } from '../../../src/sandbox/ccp/snapshot-feed.ts'
import type { InstanceSettings } from '../../../src/sandbox/connect-instance/instance-state.ts'

let fault: InstanceSettings['ccpEvents']
let sent: string[]

beforeEach(() => {
  vi.useFakeTimers()
  fault = 'none'
  sent = []
})
afterEach(() => vi.useRealTimers())

function aFeed() {
  const feed = snapshotFeed<string>({
    fault: () => fault,
    send: (snapshot) => void sent.push(snapshot),
    reload: () => void sent.push('(reload)'),
  })
  feed.begin('nobody')
  return feed
}

const passes = (ms: number) => vi.advanceTimersByTime(ms)

it('tells each change once and at once where nothing goes wrong', () => {
  const feed = aFeed()
  feed.tell('rings')
  feed.tell('talks')
  passes(60_000)
  expect(sent).toEqual(['rings', 'talks'])
})

it('tells each three times where they are duplicated', () => {
  fault = 'duplicate'
  const feed = aFeed()
  feed.tell('rings')
  passes(60_000)
  expect(sent).toEqual(['rings', 'rings', 'rings'])
})

it('tells each three seconds late, and keeps their order', () => {
  fault = 'late'
  const feed = aFeed()
  feed.tell('rings')
  passes(1_000)
  feed.tell('talks')
  passes(1_999)
  expect(sent).toEqual([])
  passes(1)
  expect(sent).toEqual(['rings'])
  passes(1_000)
  expect(sent).toEqual(['rings', 'talks'])
})

it('loses two of three, and five seconds after one was lost tells how all stands', () => {
  fault = 'missing'
  const feed = aFeed()
  for (const change of ['ended', 'cleared', 'another rings']) feed.tell(change)
  expect(sent).toEqual(['another rings'])
  passes(60_000)
  expect(sent).toEqual(['another rings'])

  feed.tell('talks')
  passes(4_999)
  expect(sent).toEqual(['another rings'])
  passes(1)
  expect(sent).toEqual(['another rings', 'talks'])
})

it('tells how all stood before after each, and the truth in the end', () => {
  fault = 're-ordered'
  const feed = aFeed()
  feed.tell('rings')
  passes(60_000)
  expect(sent).toEqual(['rings', 'nobody', 'rings'])

  feed.tell('talks')
  feed.tell('ended')
  passes(60_000)
  expect(sent.slice(3)).toEqual(['talks', 'ended', 'rings', 'ended'])
})

it('has the page load anew after each', () => {
  fault = 're-init'
  const feed = aFeed()
  feed.tell('rings')
  expect(sent).toEqual(['rings'])
  passes(60_000)
  expect(sent).toEqual(['rings', '(reload)'])
})

it.each(['missing', 're-ordered', 're-init'] as const)(
  'lets nothing of %s come after all is normal again',
  (before) => {
    fault = before
    const feed = aFeed()
    feed.tell('rings')
    fault = 'none'
    feed.tell('talks')
    sent = []
    passes(60_000)
    expect(sent).toEqual([])
  },
)

it('sends nothing to a page that is gone', () => {
  fault = 'late'
  const feed = aFeed()
  feed.tell('rings')
  feed.close()
  passes(60_000)
  expect(sent).toEqual([])
})
