import { expect } from './desk.ts'
import { pressAt, signIn, take, test } from './keyboard.ts'

test('the softphone is signed out: one sentence, one button, and calls come again (R43)', async ({ desk, context }) => {
  await signIn(desk)
  await take(desk, { number: '+16085550142' })
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  desk.sandbox.instance.logOutCcp()
  await expect(desk.says('Signed out of Amazon Connect')).toBeVisible()
  await expect(desk.panel).not.toContainText('Kessler')

  const opened = context.waitForEvent('page')
  await pressAt(desk, desk.button('Sign in to the softphone'))
  const logIn = await opened
  await expect(logIn).toHaveURL(/ccp-v2/)
  await desk.page.bringToFront()
  await pressAt(desk, desk.button('Sign in to the softphone'))
  expect(context.pages().filter((page) => page.url().includes('ccp-v2'))).toHaveLength(1)

  const closed = logIn.waitForEvent('close', { timeout: 60_000 })
  await logIn.getByRole('button', { name: 'Sign in again' }).press('Enter')
  // Streams looks for the new session every twelve seconds.
  await expect(desk.heading('(608) 555-0142')).toBeVisible({ timeout: 60_000 })
  await closed
})

test.describe('a softphone that went silent', () => {
  test('is loaded again by one button, and the call that is under way is back', async ({ desk }) => {
    await desk.page.clock.install()
    await signIn(desk)
    await take(desk, { number: '+16085550142' })
    await expect(desk.heading('4 patients share this number')).toBeVisible()

    await desk.sandbox.faults.turn(['ccp/down'])
    desk.sandbox.instance.reloadCcp()
    await expect(desk.softphone.getByText('Service Unavailable')).toBeVisible()
    await desk.page.clock.fastForward(60_000)
    await expect(desk.says('The softphone does not answer')).toBeVisible()
    await expect(desk.panel).not.toContainText('Kessler')

    await desk.sandbox.faults.turn([])
    await pressAt(desk, desk.button('Load the softphone again'))
    await expect(desk.heading('4 patients share this number')).toBeVisible({ timeout: 20_000 })
    expect(desk.searches()).toEqual(['telephone'])
  })
})
