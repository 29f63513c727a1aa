import { expect, test } from './desk.ts'
import { holds, walter } from './watched-call.ts'

test('settings that cannot be used are named, without their values (R83)', async ({ desk }) => {
  const config = await (await fetch(`${desk.sandbox.origins.widget}/config.json`)).json()
  const bad = { ...config, broker: { url: 'not-an-address' }, screenPop: { template: 'javascript:x' } }
  await desk.page.route('**/config.json', (route) => route.fulfill({ json: bad }))
  await desk.page.reload()

  await expect(desk.page.getByRole('alert')).toContainText('Mend these settings: screenPop, broker.url')
  await expect(desk.page.getByRole('alert')).not.toContainText('not-an-address')
})

test('settings that cannot be read are asked for again by a button', async ({ desk }) => {
  await desk.page.route('**/config.json', (route) => route.fulfill({ body: '<html>' }))
  await desk.page.reload()
  await expect(desk.page.getByRole('heading', { name: 'This site is not set up' })).toBeVisible()

  await desk.page.unroute('**/config.json')
  await desk.page.getByRole('button', { name: 'Try again' }).click()
  await expect(desk.says('No call', { exact: true })).toBeVisible()
})

test('an identity provider that cannot be reached is said, the softphone takes calls all the same, and a button tries again (R69)', async ({
  desk,
}) => {
  const discovery = '**/.well-known/openid-configuration'
  await desk.page.route(discovery, (route) => route.abort())
  await desk.page.reload()
  await expect(desk.page.getByRole('heading', { name: 'Sign-in cannot be reached' })).toBeVisible()
  await expect(desk.says('This button reloads the softphone too: end the call first.')).toBeVisible()
  desk.ring(walter)
  await desk.softphone.getByRole('button', { name: 'Accept' }).click()
  await holds(desk)
  await expect(desk.panel).not.toContainText(/Nguyen|555-/)

  await desk.page.unroute(discovery)
  await desk.page.getByRole('button', { name: 'Try again' }).click()
  await expect(desk.heading('1 patient has this number')).toBeVisible()
})

test('an agent signs out between calls, and finds the way back to sign in (R39)', async ({ desk }) => {
  await desk.takeCall('+14145550107')
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect(desk.panel.getByRole('button', { name: 'Sign out' })).toHaveCount(0)
  await desk.endCall()

  await desk.panel.getByRole('button', { name: 'Sign out' }).click()
  await expect(desk.page.getByText(/Nguyen|555-0107/)).toHaveCount(0)
  await expect(desk.page).not.toHaveURL(/code=/)
})
