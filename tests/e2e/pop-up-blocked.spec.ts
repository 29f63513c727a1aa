import { expect, test as desks } from './desk.ts'

const test = desks.extend({
  page: async ({ page }, use) => {
    await page.addInitScript(() => {
      window.open = () => null
    })
    await use(page)
  },
})

test('the browser blocks the chart’s window: the link stands there instead, and opens the chart (R42)', async ({
  desk,
}) => {
  await desk.takeCall('+14145550107')
  await desk.openBy('12091951', 'Walter Nguyen')
  await expect(desk.says('The browser blocked the chart’s window')).toBeVisible()
  expect(desk.charts()).toHaveLength(0)
  expect(desk.sandbox.epic.openCharts()).toHaveLength(0)

  const link = desk.call.getByRole('link', { name: 'Open the chart' })
  const address = (await link.getAttribute('href')) ?? ''
  expect(decodeURIComponent(address)).not.toMatch(/Nguyen|Walter|1951|555/)
  const [chart] = await Promise.all([desk.page.context().waitForEvent('page'), link.click()])
  await expect(chart.getByRole('heading', { name: 'Walter Nguyen' })).toBeVisible()
  expect(await chart.evaluate(() => window.opener === null)).toBe(true)
  await expect(desk.says('Nguyen, Walter')).toBeVisible()
  expect(desk.audited('confirmation')).toHaveLength(1)
})

desks(
  'the window of a chart knows nothing of the page that opened it, and a key held down opens one',
  async ({ desk }) => {
    await desk.takeCall('+14145550107')
    await desk.birthDate.fill('12091951')
    await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
    await desk.birthDate.focus()
    for (let repeat = 0; repeat < 5; repeat += 1) await desk.page.keyboard.down('Enter')
    await desk.page.keyboard.up('Enter')

    await expect(desk.says(/opened \d/)).toBeVisible()
    await desk.page.waitForTimeout(500)
    expect(desk.charts()).toHaveLength(1)
    expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
    expect(await desk.charts()[0]?.evaluate(() => window.opener === null && document.referrer === '')).toBe(true)
  },
)
