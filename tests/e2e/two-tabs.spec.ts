import { expect, test } from './desk.ts'

test('one tab shows calls; another says so, and takes over when the agent wants it (R46)', async ({
  desk,
  context,
}) => {
  const second = await context.newPage()
  await second.goto(desk.sandbox.origins.widget)
  await expect(second.getByRole('heading', { name: 'Open in another tab' })).toBeVisible()
  await expect(second.locator('#ccp iframe')).toHaveCount(0)

  desk.ring()
  await expect(desk.panel.getByText('Answer to see')).toBeVisible()
  await second.keyboard.press('Tab')
  await expect(second.getByRole('button', { name: 'Use this tab' })).toBeFocused()
  await second.keyboard.press('Enter')
  await expect(second.getByText('Answer to see')).toBeVisible()
  await expect(desk.page.getByRole('heading', { name: 'Open in another tab' })).toBeVisible({ timeout: 20_000 })
  await expect(desk.page.getByText('555-0142')).toHaveCount(0)
})

test('a call that one of three tabs shows is searched for once, and its chart opens once (R46)', async ({
  desk,
  context,
}) => {
  const others = [await context.newPage(), await context.newPage()]
  for (const other of others) {
    await other.goto(desk.sandbox.origins.widget)
    await expect(other.getByRole('heading', { name: 'Open in another tab' })).toBeVisible()
  }
  await desk.takeCall('+14145550107')
  await desk.openBy('12091951', 'Walter Nguyen')
  for (const other of others) await expect(other.getByRole('heading', { name: 'Open in another tab' })).toBeVisible()
  expect(desk.searches()).toEqual(['telephone'])
  expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
})
