import { type Desk, expect } from './desk.ts'
import { goTo, pressAt, signIn, take, test } from './keyboard.ts'

const minute = 60_000
const walter = '+14145550107'

// Each way to be signed in, and to be so again; beside keyboard-contacts.spec.ts.

test('signed out for having been away: the button is reached by Tab, and the next call is taken and searched', async ({
  desk,
}) => {
  await desk.page.clock.install()
  await signIn(desk)
  await desk.page.clock.fastForward(16 * minute)
  await expect(desk.page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await pressAt(desk, desk.page.getByRole('button', { name: 'Sign in' }))
  await signInAgain(desk)
  await openWalter(desk)
})

test('the panel broke: it is started again by Tab and Enter, the softphone goes on, and the call is found', async ({
  desk,
}) => {
  await signIn(desk)
  await take(desk, { number: walter })
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await desk.page.evaluate(`{
    const whole = String.prototype.padStart
    String.prototype.padStart = () => { throw new Error('played') }
    window.mend = () => (String.prototype.padStart = whole)
  }`)
  await expect(desk.says('Something in this panel broke')).toBeVisible()
  await desk.page.evaluate('window.mend()')
  await pressAt(desk, desk.button('Start the panel again'))
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await openBy(desk)
})

test.describe('an agent with an Epic log-in', () => {
  test.use({ policy: { mode: 'launch' } })

  test('begins at the page itself, opens a chart and takes it back', async ({ desk }) => {
    await signIn(desk)
    await openWalter(desk)
    await desk.page.bringToFront()
    await pressAt(desk, desk.button('Wrong patient'))
    await expect(desk.says('Taking the chart back could not be recorded')).toBeVisible()
    await goTo(desk, desk.birthDate)
  })

  test('comes from Hyperspace, is signed out for having been away, and comes back by the same button', async ({
    desk,
  }) => {
    await desk.page.clock.install()
    await desk.page.goto(`${desk.sandbox.origins.epic}/hyperspace/launch?user=dana.rivera`)
    await expect(desk.says('No call', { exact: true })).toBeVisible()
    await openWalter(desk)
    await desk.page.bringToFront()
    await pressAt(desk, desk.softphone.getByRole('button', { name: 'Hang up' }))
    await pressAt(desk, desk.softphone.getByRole('button', { name: 'Clear' }))
    await expect(desk.says('No call', { exact: true })).toBeVisible()

    await desk.page.clock.fastForward(16 * minute)
    await expect(desk.page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
    await pressAt(desk, desk.page.getByRole('button', { name: 'Sign in' }))
    await signInAgain(desk)
    await openWalter(desk)
  })
})

async function signInAgain(desk: Desk): Promise<void> {
  await pressAt(desk, desk.page.getByRole('button', { name: /Dana Rivera/ }))
  await expect(desk.says('No call', { exact: true })).toBeVisible()
}

async function openWalter(desk: Desk): Promise<void> {
  await take(desk, { number: walter })
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await openBy(desk)
}

async function openBy(desk: Desk): Promise<void> {
  await goTo(desk, desk.birthDate)
  await desk.page.keyboard.type('12091951')
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
  await desk.page.keyboard.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
}
