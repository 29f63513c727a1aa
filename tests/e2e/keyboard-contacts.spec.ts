import { playScene } from '../../scripts/screens/stage.ts'
import { type Desk, expect } from './desk.ts'
import { findWalter, goTo, pressAt, signIn, take, test } from './keyboard.ts'

const household = '+16085550142'
const walter = '+14145550107'

// What comes with a contact and after its chart; beside keyboard-paths.spec.ts.

test('the browser blocks the chart’s window: the link is reached by Tab, and opens the chart', async ({
  desk,
  page,
}) => {
  await page.addInitScript('window.open = () => null')
  await signIn(desk)
  await openWalter(desk)
  await expect(desk.says('The browser blocked the chart’s window')).toBeVisible()
  const opened = page.context().waitForEvent('page')
  await pressAt(desk, desk.call.getByRole('link', { name: 'Open the chart' }))
  await expect((await opened).getByRole('heading', { name: 'Walter Nguyen' })).toBeVisible()
})

test('after the chart opened the next Tab is at what can be done with it, and the note is copied in place', async ({
  desk,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.sandbox.origins.widget })
  await signIn(desk)
  await openWalter(desk)
  await desk.page.bringToFront()
  await desk.page.keyboard.press('Tab')
  await expect(desk.button('Open again')).toBeFocused()
  await desk.page.keyboard.press('Tab')
  await expect(desk.button('Copy note')).toBeFocused()
  await desk.page.keyboard.press('Enter')
  await expect(desk.button('Copied')).toBeFocused()
  expect(await desk.page.evaluate(() => navigator.clipboard.readText())).toMatch(/record number ending in 3121$/m)
})

test('the wrong patient is taken back, and the next date is typed where the focus stands', async ({ desk }) => {
  await signIn(desk)
  await take(desk, { number: household })
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await openBy(desk, '03121948', 'Rosa Kessler')
  await desk.page.bringToFront()
  await pressAt(desk, desk.button('Wrong patient'))
  await expect(desk.says('Taken back')).toBeVisible()
  await expect(desk.birthDate).toBeFocused()
  await desk.page.keyboard.type('02291980')
  await expect(desk.button('Open chart of Ana Kessler')).toBeVisible()
  await desk.page.keyboard.press('Enter')
  await expect(desk.says('Kessler, Ana Maria')).toBeVisible()
})

test('a second call is taken while the first waits on hold, and each tab leads back to its own', async ({ desk }) => {
  await signIn(desk)
  await take(desk, { number: household })
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  desk.ring(walter)
  const contacts = desk.panel.getByRole('navigation', { name: 'Contacts' })
  await expect(contacts.getByRole('button', { name: /414/ })).toContainText('Ringing')
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Accept' }))
  await expect(contacts.getByRole('button', { name: /608/ })).toContainText(/On hold/)

  await pressAt(desk, contacts.getByRole('button', { name: /414/ }))
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect(desk.birthDate).toBeFocused()
  await openBy(desk, '12091951', 'Walter Nguyen')
  await desk.page.bringToFront()
  await pressAt(desk, contacts.getByRole('button', { name: /608/ }))
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await expect(desk.call).not.toContainText('Nguyen')
})

test('a call that an earlier agent passed on: the hint is no answer, and the date opens the chart', async ({
  desk,
}) => {
  await signIn(desk)
  await playScene(desk, 'transfer-confirmed')
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Accept' }))
  await expect(desk.says('confirmed by an earlier agent on this call')).toBeVisible()
  await goTo(desk, desk.birthDate)
  await desk.page.keyboard.press('Enter')
  expect(desk.charts()).toHaveLength(0)
  await desk.page.keyboard.type('02291980')
  await expect(desk.button('Open chart of Ana Kessler')).toBeVisible()
  await desk.page.keyboard.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
})

test('a callback: accepted, dialled, answered, and the date typed opens the chart', async ({ desk }) => {
  await signIn(desk)
  desk.sandbox.instance.settings.pickUpAfterMs = null
  const contactId = desk.ring(walter, { scenario: 'queued-callback' })
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Accept' }))
  await expect(desk.says('Calling back')).toBeVisible()
  desk.sandbox.instance.pickUp(contactId)
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await openBy(desk, '12091951', 'Walter Nguyen')
})

test.describe('a site that searches for other contacts too', () => {
  test.use({ policy: { otherChannels: 'allowed' } })

  test('a chat: the names and the date the customer writes are typed, and Enter opens', async ({ desk }) => {
    await signIn(desk)
    desk.ring(null, { scenario: 'chat' })
    await pressAt(desk, desk.softphone.getByRole('button', { name: 'Accept' }))
    await findWalter(desk)
    await desk.page.keyboard.press('Enter')
    await expect(desk.says(/opened \d/)).toBeVisible()
  })
})

test('a sign-in that is over: the button is reached by Tab, and the call is there again after it', async ({ desk }) => {
  await signIn(desk)
  const token = `${desk.sandbox.origins.broker}/token`
  await desk.page.route(token, (route) => route.fulfill({ status: 403, json: { code: 'agent-not-signed-in' } }))
  await take(desk, { number: walter })
  await expect(desk.says('Your sign-in is over')).toBeVisible()
  await desk.page.unroute(token)
  await pressAt(desk, desk.button('Sign in'))
  const again = desk.page.getByRole('button', { name: /Dana Rivera/ })
  await expect(again.or(desk.heading('1 patient has this number'))).toBeVisible()
  if (await again.isVisible()) await pressAt(desk, again)
  await expect(desk.heading('1 patient has this number')).toBeVisible()
})

test('the list of keys by its own buttons: opened, closed, and the focus stays in the panel', async ({ desk }) => {
  await signIn(desk)
  await pressAt(desk, desk.button('List of keys'))
  await expect(desk.panel.getByRole('region', { name: 'List of keys' })).toBeVisible()
  await pressAt(desk, desk.button('Close'))
  await expect(desk.panel.getByRole('region', { name: 'List of keys' })).toBeHidden()
  await desk.page.keyboard.press('Tab')
  await expect(desk.button('Sign out')).toBeFocused()
})

test('settings that cannot be read: the one button is reached by Tab', async ({ desk }) => {
  await desk.page.route('**/config.json', (route) => route.fulfill({ body: '<html>' }))
  await desk.page.goto(desk.sandbox.origins.widget)
  await expect(desk.page.getByRole('heading', { name: 'This site is not set up' })).toBeVisible()
  await desk.page.unroute('**/config.json')
  await pressAt(desk, desk.page.getByRole('button', { name: 'Try again' }))
  await pressAt(desk, desk.page.getByRole('button', { name: /Dana Rivera/ }))
  await expect(desk.says('No call', { exact: true })).toBeVisible()
})

async function openWalter(desk: Desk): Promise<void> {
  await take(desk, { number: walter })
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await openBy(desk, '12091951', 'Walter Nguyen')
}

async function openBy(desk: Desk, digits: string, name: string): Promise<void> {
  await goTo(desk, desk.birthDate)
  await desk.page.keyboard.type(digits)
  await expect(desk.button(`Open chart of ${name}`)).toBeVisible()
  await desk.page.keyboard.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
}
