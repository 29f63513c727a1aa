import type { Page } from '@playwright/test'
import { expect, test } from './desk.ts'

const household = '+16085550142'
const walter = '+14145550107'

/** The paths for which Chromium asks beforehand whether this page may ask there, from now on. */
async function watchPreflights(page: Page): Promise<string[]> {
  const asked: string[] = []
  const devTools = await page.context().newCDPSession(page)
  devTools.on('Network.requestWillBeSent', ({ request }) => {
    if (request.method === 'OPTIONS') asked.push(new URL(request.url).pathname)
  })
  await devTools.send('Network.enable')
  return asked
}

test('a browser asks once in a shift whether the page may ask the broker, and not before every search', async ({
  desk,
}) => {
  const preflights = await watchPreflights(desk.page)
  await desk.takeCall(household)
  await expect(desk.rows).toHaveCount(4)
  await expect(desk.rows.first()).toContainText(/appointment|today|next/i)
  // Of what is asked at once for several patients, none waits for another's preflight.
  const first = preflights.length
  expect([...new Set(preflights)].sort()).toEqual([
    '/fhir/R4/Appointment/_search',
    '/fhir/R4/Patient/_search',
    '/token',
  ])

  await desk.endCall()
  await desk.takeCall(walter)
  await expect(desk.rows).toHaveCount(1)
  await expect(desk.rows.first()).toContainText(/appointment|today|next/i)
  expect(preflights).toHaveLength(first)
})

test.describe('in launch mode', () => {
  test.use({ policy: { mode: 'launch' }, isSignedIn: false })

  test('a browser asks once in ten minutes whether the page may search in Epic', async ({ desk }) => {
    await desk.page.goto(`${desk.sandbox.origins.epic}/hyperspace/launch?user=dana.rivera`)
    await expect(desk.says('No call', { exact: true })).toBeVisible()
    const preflights = await watchPreflights(desk.page)
    const searches = () => preflights.filter((path) => path.endsWith('/Patient/_search'))
    await desk.takeCall(household)
    await expect(desk.rows).toHaveCount(4)
    const first = searches().length
    // A number is asked in two formats at once, and neither waits for the other's preflight.
    expect(first).toBeGreaterThan(0)

    await desk.endCall()
    await desk.takeCall(walter)
    await expect(desk.rows).toHaveCount(1)
    expect(searches()).toHaveLength(first)
  })
})
