import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { openChromium } from '../../../scripts/open-chromium.ts'
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

let browser: Browser
const sandboxes: Sandbox[] = []
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())
afterEach(() => Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close())))

const loaded: fhir4.Patient = {
  resourceType: 'Patient',
  id: 'one',
  name: [{ family: 'Example', given: ['Ada'] }],
  birthDate: '1980-02-29',
  telecom: [{ system: 'phone', value: '414-555-0107', use: 'home' }],
}

async function opened(people: readonly fhir4.Patient[] | { size: number }): Promise<Page> {
  const sandbox = await startSandbox({ ports: 'free', widget: { dir: 'public' }, people })
  sandboxes.push(sandbox)
  const page = await browser.newPage({ viewport: { width: 1_280, height: 720 } })
  await page.goto(sandbox.origins.controlRoom)
  await page.locator('[data-scene=household]').waitFor()
  return page
}

it('rings whatever number is typed, and names whom to expect', async () => {
  const page = await opened({ size: 200 })
  const field = page.getByLabel('Ring this number')
  await field.fill('608-555-0142')
  expect(await page.locator('#expected').textContent()).toContain('07/01/2015 (Leo Kessler)')

  await page.getByRole('button', { name: 'Ring', exact: true }).click()
  await expect.poll(() => page.locator('#contacts').textContent()).toContain('…0142, rings')
  await page.context().close()
})

it('shows scenes about the cast as not to be played with other people, and says why', async () => {
  const page = await opened([loaded])
  expect(await page.locator('[data-scene=household]').isDisabled()).toBe(true)
  expect(await page.locator('[data-scene=monitoring]').isDisabled()).toBe(false)
  expect(await page.locator('#cast-missing').textContent()).toContain('people of your own')
  expect(await page.getByLabel('Ring this number').inputValue()).toBe('+14145550107')
  await page.context().close()
})

it('says how it went where nothing is covered from the pointer', async () => {
  const page = await opened({ size: 200 })
  for (const id of ['one-person', 'household', 'twins']) await page.locator(`[data-scene=${id}]`).click()
  const said = page.locator('#said')
  await expect.poll(() => said.textContent()).toContain('two calls already')

  const isOnTop = await said.evaluate((toast) => {
    const { x, y, width, height } = toast.getBoundingClientRect()
    return document.elementFromPoint(x + width / 2, y + height / 2) === toast
  })
  expect(isOnTop).toBe(false)
  await page.context().close()
})

it('shows on top of the page what goes wrong, as long as anything does, and goes back to normal', async () => {
  const page = await opened({ size: 200 })
  const now = page.locator('#faults-now')
  expect(await now.textContent()).toBe('')
  await page.getByText('AWS KMS', { exact: true }).first().click()
  await page.locator('#fault-kms-down').check()
  await page.locator('details', { hasText: 'What goes wrong at: Epic' }).locator('summary').click()
  await page.getByLabel('JSON that ends too early').check()
  await expect.poll(() => now.textContent()).toContain('Epic: JSON that ends too early · AWS KMS: Down')
  expect(await page.locator('#fault-epic-truncated-sees').textContent()).toContain('could not be read')

  await page.locator('details', { hasText: 'What the CCP hears of contacts' }).locator('summary').click()
  await page.getByLabel('Each comes three times').check()
  await expect.poll(() => now.textContent()).toContain('What the CCP hears of contacts: Each comes three times')

  await page.locator('#back-to-normal').click()
  await expect.poll(() => now.textContent()).toBe('')
  expect(await page.locator('#fault-epic-none').isChecked()).toBe(true)
  await page.locator('#restart-broker').click()
  await expect.poll(() => page.locator('#said').textContent()).toContain('was restarted')
  await page.context().close()
})
