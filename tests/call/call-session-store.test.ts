import { expect, it, vi } from 'vitest'
import { createCallSessionStore } from '../../src/call/call-session-store.ts'
import { announced, cleared, connected, contactId, ended, of, vanished } from '../fixtures/call-events.ts'
import { callRules } from '../fixtures/site-policy.ts'

it('begins with no call', () => {
  expect(createCallSessionStore(callRules()).getSnapshot().current.size).toBe(0)
})

it('tells of every change once, and of an event that changes nothing not at all (R46)', () => {
  const store = createCallSessionStore(callRules())
  const told = vi.fn(() => store.getSnapshot().current.get(contactId)?.phase)
  store.subscribe(told)
  for (const event of [announced(), announced(), connected, connected, announced('live')]) store.dispatch(event)
  expect(told.mock.results.map(({ value }) => value)).toEqual(['ringing', 'identifying'])
})

it('gives the same snapshot until something changes, as React asks of a store', () => {
  const store = createCallSessionStore(callRules())
  store.dispatch(announced())
  const before = store.getSnapshot()
  store.dispatch(announced())
  expect(store.getSnapshot()).toBe(before)
})

it.each([
  ['ends', ended],
  ['is cleared', cleared],
  ['vanishes', vanished],
])('says at once, and once, that a contact left when it %s (R45)', (_how, event) => {
  const store = createCallSessionStore(callRules())
  const left = vi.fn()
  store.onLeave(left)
  store.dispatch(announced('live'))
  store.dispatch(of('other', announced('live')))
  expect(left).not.toHaveBeenCalled()
  store.dispatch(event)
  store.dispatch(event)
  expect(left.mock.calls).toEqual([[contactId]])
})

it('says once that a contact left, even when a listener answers the change with a change of its own', () => {
  const store = createCallSessionStore(callRules())
  const left = vi.fn()
  store.onLeave(left)
  store.dispatch(announced('live'))
  store.dispatch(of('other', announced('live')))
  store.subscribe(() => {
    if (!store.getSnapshot().current.has(contactId)) store.dispatch(of('other', ended))
  })
  store.dispatch(ended)
  expect(left.mock.calls).toEqual([['other'], [contactId]])
})

it('tells those who went away nothing more', () => {
  const store = createCallSessionStore(callRules())
  const [told, left] = [vi.fn(), vi.fn()]
  const stops = [store.subscribe(told), store.onLeave(left)]
  for (const stop of stops) stop()
  store.dispatch(announced())
  store.dispatch(ended)
  expect(told).not.toHaveBeenCalled()
  expect(left).not.toHaveBeenCalled()
})

it('keeps two stores apart', () => {
  const [one, other] = [createCallSessionStore(callRules()), createCallSessionStore(callRules())]
  one.dispatch(announced())
  expect(other.getSnapshot().current.size).toBe(0)
})
