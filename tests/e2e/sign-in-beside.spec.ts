import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'

const walter = '+14145550107'

test.use({ isSignedIn: false })

/** The agent's token has ended, and the provider gives no new one for it. */
async function takeCallAfterSignIn(desk: Desk): Promise<void> {
  await desk.page.clock.install()
  await desk.signIn()
  await desk.sandbox.faults.turn(['idp/no-renewal'])
  await desk.page.clock.fastForward(6 * 60_000)
  await desk.takeCall(walter)
  await expect(desk.says('Your sign-in is over')).toBeVisible()
}

test('the sign-in ends during a call: a new one in a window beside it, and the call, the softphone and what was typed stay (R39, R43, R69)', async ({
  desk,
}) => {
  await takeCallAfterSignIn(desk)
  await desk.birthDate.fill('12091951')
  const softphone = await desk.page.locator('#ccp iframe').elementHandle()
  const [beside] = await Promise.all([desk.page.waitForEvent('popup'), desk.button('Sign in').click()])
  const asks = beside.getByRole('button', { name: /Dana Rivera/ })
  // The provider's own session may still know her: then nothing is asked.
  await expect(async () => expect(beside.isClosed() || (await asks.isVisible())).toBe(true)).toPass()
  if (!beside.isClosed()) await asks.click()

  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
  await expect.poll(() => beside.isClosed()).toBe(true)
  expect(await softphone?.evaluate((element) => element.isConnected)).toBe(true)
  await expect(desk.birthDate).toHaveValue('12091951')
  await desk.press('Hold')
  await expect(desk.softphone.getByRole('button', { name: 'Resume' })).toBeVisible()
  await desk.birthDate.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
})

test('another page of ours that holds no question of its own takes nothing from such a window (R31)', async ({
  desk,
}) => {
  await takeCallAfterSignIn(desk)
  const opened = desk.page.waitForEvent('popup')
  await desk.page.evaluate(() => void window.open('/?code=stolen&state=0123;beside.4567', '_blank', 'popup'))
  const stray = await opened
  await expect(stray.getByText('You came back from the sign-in')).toBeVisible()
  await expect(stray).toHaveURL(`${desk.sandbox.origins.widget}/`)
  await expect(desk.says('Your sign-in is over')).toBeVisible()
  await stray.close()
})
