// @vitest-environment jsdom
import { expect, it, vi } from 'vitest'
import { button, page, press, sentence } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

vi.mock('../../src/ui/is-framed.ts', () => ({ isFramed: () => true }))

it('offers no log-in window, which a frame may not open, where the softphone was never heard: the way there, and to load it again', async () => {
  const { pressed } = renderPanel({ connect: 'unheard', softphoneOf: null })
  await sentence('The softphone does not answer')
  expect(page()).toContain('Log in to Amazon Connect in a tab of the same browser')
  expect(page()).not.toContain('Sign in to the softphone')

  expect(button('Load the softphone again')).toBeVisible()
  await press('Load the softphone again')
  expect(pressed).toEqual(['reload'])
})
