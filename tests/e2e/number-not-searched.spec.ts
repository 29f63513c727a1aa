import { expect, test } from './desk.ts'

test.describe('the site does not search by number', () => {
  test.use({ policy: { phoneSearch: 'refused' } })

  test('the name search stands there at once, and Epic is asked nothing before it', async ({ desk }) => {
    await desk.takeCall('+14145550107')
    await expect(desk.says('Epic here does not search by number alone.')).toBeVisible()
    expect(desk.searches()).toEqual([])

    await desk.fillForm('Walter', 'Nguyen', '12091951')
    await desk.button('Search').click()
    await expect(desk.heading('1 of 1 born that day')).toBeVisible()
    await expect(desk.rows.getByText('home')).toBeVisible()
    await desk.openBy('12091951', 'Walter Nguyen')
    expect(desk.charts()).toHaveLength(1)
  })

  test('name, legal sex and this call’s number make a search, too, but open nothing without the birth date', async ({
    desk,
  }) => {
    await desk.takeCall('+14145550107')
    await desk.fillForm('Walter', 'Nguyen', '')
    await desk.panel.getByLabel('Legal sex').selectOption('male')
    await desk.button('Search').click()
    await expect(desk.heading(/found$/)).toBeVisible()
    await expect(desk.button(/^Open chart of/)).toHaveCount(0)
    await desk.openBy('12091951', 'Walter Nguyen')
    expect(desk.searches()).toEqual(['name-sex-and-telephone'])
  })
})

test('Epic itself wants more than a number: that is said, and never "nobody" (R65)', async ({ desk }) => {
  desk.sandbox.epic.site.phoneSearch = 'refused'
  await desk.takeCall('+14145550107')
  await expect(desk.says('Epic needs more to search with')).toBeVisible()
  await expect(desk.panel).not.toContainText(/nobody|no patient/i)

  await desk.fillForm('Walter', 'Nguyen', '12091951')
  await desk.button('Search').click()
  await desk.openBy('12091951', 'Walter Nguyen')
  expect(desk.charts()).toHaveLength(1)
})
