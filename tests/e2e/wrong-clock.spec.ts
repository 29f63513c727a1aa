import { expect, test } from './desk.ts'

const hour = 60 * 60_000

test.use({ isSignedIn: false })

for (const [words, skew] of [
  ['an hour fast', hour],
  ['an hour slow', -hour],
] as const) {
  test(`on a computer whose clock is ${words}, the agent signs in, searches and opens as ever (R80)`, async ({
    desk,
  }) => {
    await desk.page.clock.install({ time: Date.now() + skew })
    await desk.signIn()
    await desk.takeCall('+16085550142')
    await expect(desk.says(/^On call 0:0\d/)).toBeVisible()
    await desk.openBy('07012015', 'Leo Kessler')
    expect(desk.charts()).toHaveLength(1)
  })

  test(`a clock that is found to be ${words} and set right in mid-call loses neither call nor sign-in (R80)`, async ({
    desk,
  }) => {
    await desk.page.clock.install({ time: Date.now() + skew })
    await desk.signIn()
    await desk.takeCall('+16085550142')
    await expect(desk.heading('4 patients share this number')).toBeVisible()

    await desk.page.clock.setSystemTime(Date.now())
    // A clock that jumps looks like a tab that slept: within five seconds all is asked anew, and a press meanwhile opens nothing (R81).
    await desk.page.waitForTimeout(6_000)
    await expect(desk.heading('4 patients share this number')).toBeVisible()
    await desk.openBy('07012015', 'Leo Kessler')
    await desk.endCall()
    await desk.takeCall('+16085550142')
    await desk.openBy('07012015', 'Leo Kessler')
  })
}
