import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'

const minute = 60_000

for (const mode of ['call-scoped', 'launch'] as const) {
  test.describe(`with the sign-in of the mode ${mode}`, () => {
    test.use({ policy: { mode }, isSignedIn: false })

    test('an agent who went away is signed out after a quarter of an hour, beside a softphone that goes on (R39, R69)', async ({
      desk,
    }) => {
      await signInBy(desk)
      await pass(desk, 14 * minute)
      await expect(desk.says('No call', { exact: true })).toBeVisible()

      await pass(desk, 2 * minute)
      await isSignedOut(desk)
      desk.ring()
      await expect(desk.softphone.getByRole('button', { name: 'Accept' })).toBeVisible()
      await expect(desk.page.getByText('Kessler')).toHaveCount(0)
    })

    test('nobody is idle during a call, however long; the quarter of an hour begins at its end (R39)', async ({
      desk,
    }) => {
      await signInBy(desk)
      await desk.takeCall()
      await pass(desk, 40 * minute)
      await expect(desk.says(/^On call/)).toBeVisible()
      await desk.endCall()
      await pass(desk, 14 * minute)
      await expect(desk.says('No call', { exact: true })).toBeVisible()
      await pass(desk, 2 * minute)
      await isSignedOut(desk)
    })

    test('after a call whose chart is open the quarter of an hour begins too, and nobody’s name stays (R39, R52)', async ({
      desk,
    }) => {
      await signInBy(desk)
      const contactId = await desk.takeCall()
      await desk.openBy('07012015', 'Leo Kessler')
      desk.sandbox.instance.hangUp(contactId, 'customer')
      await expect(desk.says('Call ended')).toBeVisible()
      await pass(desk, 14 * minute)
      await expect(desk.call).toContainText('Kessler, Leo')

      await pass(desk, 2 * minute)
      await isSignedOut(desk)
      await expect(desk.page.getByText('Kessler')).toHaveCount(0)
    })

    test('after twelve hours the sign-in ends, however busy the agent, but not before the call does (R39)', async ({
      desk,
    }) => {
      await signInBy(desk)
      await desk.takeCall()
      await pass(desk, 12.5 * 60 * minute)
      await expect(desk.says(/^On call/)).toBeVisible()
      await desk.endCall()
      await desk.page.keyboard.press('Shift')
      await pass(desk, minute / 2)
      await isSignedOut(desk)
    })
  })
}

test.describe('a browser that the provider still knows', () => {
  test.use({ isSignedIn: false })

  test('lets nobody in by one press where the agent was away: the provider asks who it is (R39)', async ({ desk }) => {
    await signInBy(desk)
    await pass(desk, 16 * minute)
    await isSignedOut(desk)
    await desk.page.getByRole('button', { name: 'Sign in' }).click()
    await expect(desk.page.getByText('Who is at the telephone?')).toBeVisible()
    const otherTab = await desk.page.context().newPage()
    await otherTab.goto(desk.sandbox.origins.widget)
    await expect(otherTab.getByText('Who is at the telephone?')).toBeVisible()
  })
})

/** Signs in with a clock that can be set forward; it runs as always otherwise. */
async function signInBy(desk: Desk): Promise<void> {
  await desk.page.clock.install()
  await desk.signIn()
}

/** The time goes by at once, as for a computer that slept. */
function pass({ page }: Desk, ms: number): Promise<void> {
  return page.clock.fastForward(ms)
}

async function isSignedOut({ page }: Desk): Promise<void> {
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
}
