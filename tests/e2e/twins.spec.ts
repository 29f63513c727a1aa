import { expect, test } from './desk.ts'

test('twins: the birth date names neither, arrow and space choose, and the chosen twin’s chart opens (R48)', async ({
  desk,
}) => {
  await desk.takeCall('+16085550117')
  await expect(desk.heading('3 patients share this number')).toBeVisible()
  await desk.page.keyboard.type('07012015')

  await expect(desk.heading('2 of 3 born that day')).toBeVisible()
  await expect(desk.says('“What is the patient’s first name?”')).toBeVisible()
  await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(desk.button(/^Open chart of/)).toHaveCount(0)
  await desk.page.keyboard.press('Enter')
  expect(desk.charts()).toHaveLength(0)

  await desk.page.keyboard.press('ArrowDown')
  await desk.page.keyboard.press('Space')
  await expect(desk.button('Open chart of Ada Okafor')).toBeVisible()
  await desk.page.keyboard.press('ArrowDown')
  await expect(desk.button('Open chart of Ida Okafor')).toBeVisible()
  await desk.page.keyboard.press('Enter')

  await expect(desk.says('Okafor, Ida')).toBeVisible()
  await expect(desk.charts()[0]?.getByRole('heading') ?? desk.call).toHaveText('Ida Okafor')
})

test('twins: the first name the caller gives is typed, and Enter opens that twin’s chart', async ({ desk }) => {
  await desk.takeCall('+16085550117')
  await expect(desk.heading('3 patients share this number')).toBeVisible()
  await expect(desk.rows.getByText(/twin here/)).toHaveCount(2)
  await desk.page.keyboard.type('07012015')
  await expect(desk.heading('2 of 3 born that day')).toBeVisible()

  await desk.page.keyboard.press('Tab')
  await expect(desk.panel.getByLabel('First name the caller gives')).toBeFocused()
  await desk.page.keyboard.type('ida')
  await expect(desk.rows.first()).toContainText('Okafor, Ida')
  await expect(desk.button('Open chart of Ida Okafor')).toBeVisible()
  await desk.page.keyboard.press('Enter')
  await expect(desk.charts()[0]?.getByRole('heading') ?? desk.call).toHaveText('Ida Okafor')
})

test('twins: down and Enter choose the row, and a second Enter opens it', async ({ desk }) => {
  await desk.takeCall('+16085550117')
  await expect(desk.heading('3 patients share this number')).toBeVisible()
  await desk.page.keyboard.type('07012015')
  await expect(desk.heading('2 of 3 born that day')).toBeVisible()

  await desk.page.keyboard.press('ArrowDown')
  await desk.page.keyboard.press('Enter')
  await expect(desk.button('Open chart of Ada Okafor')).toBeVisible()
  expect(desk.charts()).toHaveLength(0)
  await desk.page.keyboard.press('Enter')

  await expect(desk.says('Okafor, Ada')).toBeVisible()
  expect(desk.charts()).toHaveLength(1)
})

test('no row moves when one is picked, picked anew or differs: a second press of the pointer finds the same row', async ({
  desk,
}) => {
  await desk.takeCall('+16085550117')
  await expect(desk.heading('3 patients share this number')).toBeVisible()
  await desk.birthDate.fill('07012015')
  await expect(desk.heading('2 of 3 born that day')).toBeVisible()
  // From the top of what is scrolled: bringing a row into sight moves them all alike.
  const tops = () =>
    desk.rows.evaluateAll((rows) => {
      const top = document.querySelector('#panel main')?.getBoundingClientRect().top ?? 0
      return rows.map((row) => [row.querySelector('b')?.textContent, row.getBoundingClientRect().top - top])
    })
  const before = await tops()
  for (const at of [0, 1, 2, 0]) {
    await desk.rows.nth(at).getByRole('radio').check()
    await expect(desk.rows.nth(at).getByRole('radio')).toBeChecked()
    expect(await tops()).toEqual(before)
  }
})
