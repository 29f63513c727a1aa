// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ana, leo } from '../fixtures/patient.ts'
import { button, heading, page, press, sentence } from './reading.ts'
import { renderPanel } from './render-panel.tsx'

it('says that there is no call, who is signed in, and how Connect and Epic stand', () => {
  renderPanel()

  expect(screen.getByRole('heading', { name: 'No call' })).toBeVisible()
  expect(screen.getByText('Dana Rivera')).toBeVisible()
  expect(screen.getByTitle('Connect: connected')).toBeVisible()
  expect(screen.getByTitle('Epic: not asked yet')).toBeVisible()
})

it('wears a badge in the sandbox, and none where real patients are', () => {
  const { unmount } = renderPanel({ isSandbox: true })
  expect(screen.getByText('Sandbox')).toBeVisible()
  unmount()

  renderPanel()
  expect(screen.queryByText('Sandbox')).not.toBeInTheDocument()
})

it.each([
  ['connecting', 'Connecting to Amazon Connect', 'connecting'],
  ['signed-out', 'Signed out of Amazon Connect', 'signed out'],
  ['refused', 'Amazon Connect refused the softphone', 'refused'],
  ['lost', 'The softphone does not answer', 'not answering'],
  ['unheard', 'The softphone does not answer', 'not answering'],
] as const)('says in one sentence that the softphone is %s', (state, title, standing) => {
  renderPanel({ connect: state, softphoneOf: null })

  expect(screen.getByText(title)).toBeVisible()
  expect(screen.getByTitle(`Connect: ${standing}`)).toBeVisible()
  expect(screen.queryByText('No call')).not.toBeInTheDocument()
})

it.each([
  ['signed-out', 'Sign in to the softphone', 'log-in'],
  ['lost', 'Load the softphone again', 'reload'],
  ['refused', 'Load the softphone again', 'reload'],
] as const)('offers one button while the softphone is %s', async (state, label, asked) => {
  const { pressed } = renderPanel({ connect: state, softphoneOf: null })
  await press(label)
  expect(pressed).toEqual([asked])
})

it('offers both ways where nobody can know whether the agent is signed out or the softphone is down (R65)', async () => {
  const { pressed, blockWindows } = renderPanel({ connect: 'unheard', softphoneOf: null })
  expect(page()).not.toContain('Signed out')
  await press('Load the softphone again')
  await press('Sign in to the softphone')
  expect(pressed).toEqual(['reload', 'log-in'])

  blockWindows()
  await press('Sign in to the softphone')
  await sentence('The softphone’s log-in window did not open')
  expect(button('Load the softphone again')).toBeVisible()
})

it('says that the browser let no log-in window open, until the softphone stands otherwise', async () => {
  const { connect, blockWindows } = renderPanel({ connect: 'signed-out', softphoneOf: null })
  blockWindows()
  await press('Sign in to the softphone')
  await sentence('The softphone’s log-in window did not open')
  expect(button('Sign in to the softphone')).toBeVisible()

  connect('ready')
  connect('signed-out')
  await sentence('Signed out of Amazon Connect')
})

it('shows the call once the softphone is connected', async () => {
  const { connect, call } = renderPanel({ connect: 'connecting', patients: [ana, leo] })
  await call()
  expect(page()).not.toContain('Kessler')

  connect('ready')
  await heading('2 patients share this number')
})

it.each(['lost', 'unheard'] as const)(
  'shows nobody while the softphone is %s, and the same call when it is back',
  async (state) => {
    const { call, connect } = renderPanel({ patients: [ana, leo] })
    await call()
    await heading('2 patients share this number')

    connect(state)
    expect(page()).not.toContain('Kessler')

    connect('ready')
    await heading('2 patients share this number')
  },
)

it('forgets every call when the softphone is signed out', async () => {
  const { call, connect, sessions } = renderPanel({ patients: [ana, leo] })
  await call()
  await heading('2 patients share this number')

  connect('signed-out')
  expect(sessions().current.size).toBe(0)
  expect(page()).not.toContain('Kessler')
})

it('looks nobody up while softphone and panel belong to two people (R38)', async () => {
  const { call, book } = renderPanel({
    patients: [ana, leo],
    softphoneOf: { username: 'sam.okoye', name: 'Sam Okoye' },
  })
  await call()
  await sentence('Two different people are signed in')
  await new Promise((resolve) => setTimeout(resolve, 100))

  expect(book.searches).toEqual([])
  expect(page()).not.toContain('608')
})

it('looks the caller up as soon as both belong to the same person (R38)', async () => {
  const { call, connect } = renderPanel({
    patients: [ana, leo],
    softphoneOf: { username: 'sam.okoye', name: 'Sam Okoye' },
  })
  await call()

  connect('ready', { username: 'dana.rivera', name: 'Dana Rivera' })
  expect(await heading('2 patients share this number')).toBeVisible()
})

it('signs out from the bottom line', async () => {
  const { signIn } = renderPanel()
  await press('Sign out')
  expect(signIn.out).toHaveBeenCalledOnce()
})

it('tells Connect that the agent works here when a key is pressed', async () => {
  const { activity } = renderPanel()
  button('Sign out').dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
  expect(activity()).toBe(1)
})

it('offers to sign out between calls alone, because signing out takes the softphone away', async () => {
  const { call, hangUp } = renderPanel({ patients: [ana] })
  expect(button('Sign out')).toBeVisible()

  await call()
  expect(screen.queryByRole('button', { name: 'Sign out' })).not.toBeInTheDocument()
  hangUp()
  expect(button('Sign out')).toBeVisible()
})
