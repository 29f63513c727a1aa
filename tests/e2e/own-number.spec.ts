import { expect, test } from './desk.ts'

const why = 'This number is one of the hospital’s own, and says nothing of a patient.'

test('a call that the switchboard put through: its number is shown and never searched, the name leads to the chart (R64)', async ({
  desk,
}) => {
  await desk.takeCall('+16085550100')
  await expect(desk.heading('(608) 555-0100')).toBeVisible()
  await expect(desk.says(why)).toBeVisible()
  expect(desk.searches()).toEqual([])

  await desk.fillForm('Walter', 'Nguyen', '')
  await expect(desk.says('Still needed: birth date')).toBeVisible()
  await expect(desk.panel.getByLabel('Legal sex')).toHaveCount(0)
  await desk.birthDate.fill('12091951')
  await desk.birthDate.press('Enter')
  await expect(desk.heading('1 of 1 born that day')).toBeVisible()
  await desk.openBy('12091951', 'Walter Nguyen')
  await expect(desk.says('Nguyen, Walter')).toBeVisible()

  expect(desk.searches()).toEqual(['name-and-birth-date'])
  expect(desk.charts()).toHaveLength(1)
  const matches = desk.sandbox.journal.entries().filter(({ party, event }) => party === 'broker' && event === 'match')
  expect(matches).toEqual([])
})

test.describe('a hospital whose switchboard has a number that a patient has, too', () => {
  test.use({ policy: { ownNumbers: '+16085550100,+14145550107' } })

  test('the patient is not found by it, and not marked as having it (R49, R64)', async ({ desk }) => {
    await desk.takeCall('+14145550107')
    await expect(desk.says(why)).toBeVisible()
    await desk.fillForm('Walter', 'Nguyen', '12091951')
    await desk.button('Search').click()
    await expect(desk.rows).toHaveCount(1)
    await expect(desk.rows.getByText('home', { exact: true })).toHaveCount(0)
    expect(desk.searches()).toEqual(['name-and-birth-date'])
  })
})
