import { findChromium } from '../../scripts/find-chromium.mjs'
import { chromiumFlags } from '../../scripts/open-chromium.ts'
import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'
import { freePort, openLaboratory } from './laboratory.ts'
import { memoryOf, wholeTexts } from './memory.ts'

const port = await freePort()

test.use({ launchOptions: { executablePath: findChromium() ?? '', args: [...chromiumFlags, wholeTexts] } })

/**
 * Walter Nguyen, 1951-12-09, +1 414-555-0107, record number 203121, in every form in which the page may have them. A heap
 * snapshot numbers objects (`scope @203121`), which is not his.
 */
const walter =
  /Nguyen|Walter|9 December 1951|1951-12-09|12091951|12 09 1951|555-?0107|4145550107|(?<!@)203121|\.\.3121|eJ4kPx5tCaVb/

test('when contacts are over, the page’s memory has forgotten callers and patients: one opened, one lost for good (R55)', async ({
  desk,
}) => {
  test.slow()
  await desk.takeCall('+14145550107')
  await openWithoutNames(desk)
  expect(await heldOf(desk)).not.toEqual([])
  await desk.endCall()

  const contactId = await desk.takeCall('+14145550107')
  await expect(desk.rows).toHaveCount(1)
  await desk.button('Search by name').click()
  await desk.panel.getByLabel('Last name').click()
  await desk.page.keyboard.type('Nguyen')
  await desk.birthDate.click()
  await desk.page.keyboard.type('12091951')
  void desk.sandbox.instance.flicker(contactId, 600_000)
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  // A contact that is back within ten seconds comes back as it was.
  await desk.page.waitForTimeout(10_500)
  await forgets(desk)
})

test('the memory has forgotten a contact that is over while another one goes on (R44, R55)', async ({ desk }) => {
  test.slow()
  await desk.takeCall('+14145550107')
  await openWithoutNames(desk)
  desk.ring('+16085550142')
  await desk.press('Accept', '+16085550142')
  await desk.press('Hang up', '+14145550107')
  await desk.press('Clear', '+14145550107')
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await forgets(desk)
})

test.describe('with the sign-in of Epic itself', () => {
  test.use({ policy: { mode: 'launch' } })

  test('the memory has forgotten a contact that was cleared (R55)', async ({ desk }) => {
    test.slow()
    await desk.takeCall('+14145550107')
    await openWithoutNames(desk)
    await desk.endCall()
    await forgets(desk)
  })
})

test.describe('in a laboratory', () => {
  test.use({ policy: { mode: 'direct', laboratoryTokenUrl: `http://127.0.0.1:${port}/token` }, isSignedIn: false })

  test('the memory has forgotten a contact that was cleared (R55)', async ({ desk }) => {
    test.slow()
    const closeLaboratory = await openLaboratory(desk.sandbox, port)
    await desk.page.goto(desk.sandbox.origins.widget)
    await desk.takeCall('+14145550107')
    await openWithoutNames(desk)
    await desk.endCall()
    await forgets(desk)
    await closeLaboratory()
  })
})

/** Opens Walter's chart by keys alone: what a locator is asked to find stands in the page's memory too. */
async function openWithoutNames(desk: Desk): Promise<void> {
  const { page, birthDate } = desk
  await birthDate.click()
  await page.keyboard.type('12091951')
  await expect(desk.button(/^Open chart of/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
}

/** React and the browser let go of what left a moment after it did, and Chromium's collector a moment after them. */
async function forgets(desk: Desk): Promise<void> {
  await expect.poll(() => heldOf(desk), { intervals: [0, 1_000, 2_000], timeout: 20_000 }).toEqual([])
}

/** What the memory holds of Walter, each text cut short. */
async function heldOf({ page }: Desk): Promise<string[]> {
  const texts = await memoryOf(page)
  return texts.filter((text) => walter.test(text)).map((text) => text.slice(0, 120))
}
