import { expect, test } from './desk.ts'

test.use({ people: 2_000 })

test('31 people share a nursing home’s number: that is too many, and a name makes them fewer', async ({ desk }) => {
  await desk.takeCall('+16085550190')
  await expect(desk.says('31 patients share this number (a facility?)')).toBeVisible()
  await expect(desk.rows).toHaveCount(0)
  await expect(desk.panel).not.toContainText(/nobody|no patient/i)

  await desk.fillForm('Agnes', 'Abbott', '01011928')
  await desk.button('Search').click()
  await desk.openBy('01011928', 'Agnes Abbott')
  await expect(desk.says('Abbott, Agnes')).toBeVisible()
})

test('more Smiths than Epic lists: that is too many, never "nobody" (R65)', async ({ desk }) => {
  await desk.takeCall('+14145550107')
  await expect(desk.rows).toHaveCount(1)
  await desk.button('Search by name').click()
  await desk.fillForm('Mary', 'Smith', '')
  await desk.panel.getByLabel('Legal sex').selectOption('female')
  await desk.button('Search').click()

  await expect(desk.says('More than 10 patients fit')).toBeVisible()
  await expect(desk.says('Add: birth date.')).toBeVisible()
  await expect(desk.panel).not.toContainText(/nobody|no patient/i)
  await expect(desk.panel.getByLabel('Last name')).toHaveValue('Smith')
  const { journal } = desk.sandbox
  expect(journal.entries().some(({ facts }) => String(facts['outcomes'] ?? '').includes('4127'))).toBe(true)
})
