// @vitest-environment jsdom
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { startAnewWhenRestored } from '../src/restored-page.ts'

const startAnew = vi.fn<() => void>()

beforeAll(() => startAnewWhenRestored(startAnew))
beforeEach(() => {
  startAnew.mockClear()
  document.documentElement.hidden = false
})

it('hides a page that the browser keeps aside, and begins it anew when it comes back (R56)', () => {
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
  expect(document.documentElement).toHaveProperty('hidden', true)
  expect(startAnew).not.toHaveBeenCalled()

  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  expect(document.documentElement).toHaveProperty('hidden', true)
  expect(startAnew).toHaveBeenCalledTimes(1)
})

it('leaves a page alone that is loaded, or that goes for good', () => {
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))
  expect(document.documentElement).toHaveProperty('hidden', false)
  expect(startAnew).not.toHaveBeenCalled()
})
