import { expect, test } from './desk.ts'

test('a page that comes back from the back/forward cache shows nobody of before, and the call anew (R56)', async ({
  desk,
}) => {
  const { page, panel } = desk
  await desk.takeCall('+16085550142')
  await desk.openBy('07012015', 'Leo Kessler')

  // Chromium keeps no page aside that holds a lock, so that the events are played.
  await page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
  await expect(panel).toBeHidden()
  const isLoaded = page.waitForEvent('load')
  await page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await isLoaded
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await expect(desk.says(/opened \d/)).toHaveCount(0)
  expect(desk.charts()).toHaveLength(1)
  await desk.endCall()
})

test('no service worker stands between the page and its server (R56)', async ({ desk }) => {
  const workers = await desk.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
  expect(workers).toBe(0)
  expect(desk.page.context().serviceWorkers()).toEqual([])
})
