import { expect, test } from './desk.ts'

test.describe('a family shares a telephone', () => {
  test.beforeEach(async ({ desk }) => {
    await desk.takeCall('+16085550142')
    await expect(desk.heading('4 patients share this number')).toBeVisible()
  })

  test('nobody is chosen, and no birth date or record number is there to be read out (R48)', async ({ desk }) => {
    await expect(desk.rows).toHaveCount(4)
    await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(0)
    const page = await desk.page.content()
    expect(page).not.toMatch(/1980|2015|1948|1974/)
    expect(page).not.toMatch(/2031[1-9]|record ··/)

    await desk.birthDate.press('Enter')
    await expect(desk.says('Type the birth date the caller gives.')).toBeVisible()
    expect(desk.charts()).toHaveLength(0)
  })

  test('the child’s birth date opens the child’s chart', async ({ desk }) => {
    await desk.birthDate.fill('07012015')
    await expect(desk.heading('1 of 4 born that day')).toBeVisible()
    await expect(desk.rows.first()).toContainText('Kessler, Leo')
    await expect(desk.rows.first()).toContainText('birth date agrees')
    await expect(desk.rows.getByText('birth date differs')).toHaveCount(3)

    await desk.openBy('07012015', 'Leo Kessler')
    await expect(desk.says('Kessler, Leo')).toBeVisible()
    expect(desk.charts()).toHaveLength(1)
    await expect(desk.charts()[0]?.getByRole('heading') ?? desk.call).toHaveText('Leo Kessler')
  })

  test('the child’s birth date never opens the mother’s chart, not even when her row is chosen', async ({ desk }) => {
    await desk.birthDate.fill('07012015')
    await desk.rows.filter({ hasText: 'Ana' }).click()
    await expect(desk.says('Ana Kessler was not born on that date.')).toBeVisible()

    await desk.page.keyboard.press('Enter')
    await desk.button('Open chart').click()
    await expect(desk.panel.getByText(/opened \d/)).toHaveCount(0)
    expect(desk.charts()).toHaveLength(0)
    expect(desk.audited('confirmation')).toHaveLength(0)
  })

  test('a date that nobody here was born on leads to the name search, with the date in it', async ({ desk }) => {
    await desk.birthDate.fill('03041970')
    await expect(desk.says('Nobody here was born on that date')).toBeVisible()
    await expect(desk.button(/^Open chart of/)).toHaveCount(0)

    await desk.button('Search by name').click()
    await expect(desk.birthDate).toHaveValue('03041970')
    await desk.button('Back to the patients found').click()
    await expect(desk.rows).toHaveCount(4)
  })
})

test('father and son of one name: both are marked, and the suffix tells them apart (R51)', async ({ desk }) => {
  await desk.takeCall('+16085550123')
  await expect(desk.heading('2 patients share this number')).toBeVisible()
  await expect(desk.rows.getByText(/same name/)).toHaveCount(2)

  await desk.openBy('01151950', 'James Whitfield Sr.')
  await expect(desk.says('Whitfield, James Sr.')).toBeVisible()
  await expect(desk.charts()[0]?.getByText('1950-01-15') ?? desk.call).toBeVisible()
})

test('namesakes born on one day: both are marked, and neither is the default (R48, R51)', async ({ desk }) => {
  await desk.takeCall(undefined, { scenario: 'withheld' })
  await desk.fillForm('Maria', 'Garcia', '04041990')
  await desk.button('Search').click()

  await expect(desk.heading('2 of 2 born that day')).toBeVisible()
  await expect(desk.rows.getByText(/same name/)).toHaveCount(2)
  await expect(desk.says('“What is the number of the patient’s street address?”')).toBeVisible()
  await expect(desk.rows.getByText(/record ··|Madison|Verona|Lakeside|Old Mill/)).toHaveCount(0)
  await desk.birthDate.press('Enter')
  expect(desk.charts()).toHaveLength(0)

  const answer = desk.panel.getByLabel('Street number the caller gives')
  await answer.fill('9')
  await expect(desk.says('Nobody here agrees with this answer.')).toBeVisible()
  await answer.fill('8')
  await expect(desk.rows.first()).toContainText('✓ street number agrees')
  await expect(desk.button('Open chart of Maria Garcia')).toBeVisible()
  await answer.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
  expect(desk.sandbox.epic.openCharts().map(({ patientId }) => patientId)).toEqual(['eN3bEf9wPgCv1IoTrJx7kMA3'])
})
