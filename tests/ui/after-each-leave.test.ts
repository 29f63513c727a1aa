// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { createCallSessionStore } from '../../src/call/call-session-store.ts'
import { afterEachLeave } from '../../src/ui/after-each-leave.ts'
import { aContact } from '../fixtures/contact.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** A store with two calls, and a panel that counts how often it is drawn anew and told of the end of a focus. */
function aPanel() {
  const store = createCallSessionStore({ policy: aSitePolicy(), startsOn: 'accepted' })
  for (const contactId of ['one', 'two']) {
    store.dispatch({ type: 'announced', contact: aContact({ contactId }), stage: 'live', at: 0 })
  }
  const element = document.createElement('div')
  const draw = vi.fn()
  const unfocused = vi.fn()
  element.addEventListener('focusout', unfocused)
  const stop = afterEachLeave(store, element, draw)
  const drawn = () => {
    vi.runAllTimers()
    return draw.mock.calls.length
  }
  return { store, stop, drawn, draw, unfocused }
}

it('draws the panel once more after a contact is gone from it, and tells of the end of a focus (R55)', () => {
  const { store, drawn, draw, unfocused } = aPanel()
  store.dispatch({ type: 'cleared', contactId: 'one' })
  expect(draw).not.toHaveBeenCalled()
  expect(drawn()).toBe(1)
  expect(unfocused).toHaveBeenCalledOnce()
})

it('keeps no text in which a number or a name was found (R55)', () => {
  const { store, drawn } = aPanel()
  expect(/\d+/.exec('call 6085550142')?.[0]).toBe('6085550142')
  store.dispatch({ type: 'cleared', contactId: 'one' })
  drawn()
  expect(Reflect.get(RegExp, '$_')).toBe('')
})

it('does so when a contact vanishes, and again when it is given up (R55)', () => {
  const { store, drawn } = aPanel()
  store.dispatch({ type: 'vanished', contactId: 'one' })
  expect(drawn()).toBe(1)
  store.dispatch({ type: 'given-up', contactId: 'one' })
  expect(drawn()).toBe(2)
})

it('draws once where all contacts leave together, and not at all where none does', () => {
  const { store, drawn } = aPanel()
  store.dispatch({ type: 'selected', contactId: 'two' })
  expect(drawn()).toBe(0)
  for (const contactId of ['one', 'two']) store.dispatch({ type: 'cleared', contactId })
  expect(drawn()).toBe(1)
})

it('draws nothing into a panel that was taken away', () => {
  const { store, stop, drawn } = aPanel()
  store.dispatch({ type: 'cleared', contactId: 'one' })
  stop()
  store.dispatch({ type: 'cleared', contactId: 'two' })
  expect(drawn()).toBe(0)
})
