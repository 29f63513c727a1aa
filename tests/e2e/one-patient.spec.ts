import { expect, test } from './desk.ts'

test('one patient has this number: the typed birth date and Enter open the chart, and only then', async ({ desk }) => {
  await desk.takeCall('+14145550107')
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(0)
  expect(desk.charts()).toHaveLength(0)

  await expect(desk.birthDate).toBeFocused()
  await desk.page.keyboard.type('12091951')
  await expect(desk.panel.getByRole('button', { name: /Open chart of Walter Nguyen/ })).toBeVisible()
  await desk.page.keyboard.press('Enter')

  await expect(desk.panel.getByText(/born 9 December 1951/)).toBeVisible()
  expect(desk.charts()).toHaveLength(1)
  await expect(
    desk
      .charts()[0]
      ?.getByText(/Nguyen/)
      .first() ?? desk.panel,
  ).toContainText('Nguyen')
})

test('the banner stays until the contact is cleared, and then nothing is left of it (R52, R55)', async ({ desk }) => {
  await desk.takeCall('+14145550107')
  await desk.openBy('12091951', 'Walter Nguyen')
  await expect(desk.panel.getByText('Nguyen, Walter')).toBeVisible()

  await desk.softphone.getByRole('button', { name: 'Hang up' }).click()
  await expect(desk.panel.getByText('Call ended')).toBeVisible()
  await expect(desk.panel.getByText('Nguyen, Walter')).toBeVisible()

  await desk.softphone.getByRole('button', { name: 'Clear' }).click()
  await expect(desk.panel.getByText('No call', { exact: true })).toBeVisible()
  expect(await desk.page.content()).not.toMatch(/Nguyen|1951|555-0107/)
})
