import { expect, test } from './desk.ts'

const sentence = 'Epic shows nobody with this number'

test('nobody has this number: said as it is, with the name search and no offer to create anybody (R67)', async ({
  desk,
}) => {
  await desk.takeCall('+16085550199')
  await expect(desk.says(sentence)).toBeVisible()
  await expect(desk.says('Many patients call from other telephones. Search by name.')).toBeVisible()
  await expect(desk.panel).not.toContainText(/create|register|new patient/i)

  await desk.fillForm('Helen', 'Dahl', '08211969')
  await desk.button('Search').click()
  await desk.openBy('08211969', 'Helen Sorensen')
  expect(desk.charts()).toHaveLength(1)
})

test('the answer arrives while the agent types: focus and digits stay, and the field stays where it is', async ({
  desk,
}) => {
  desk.sandbox.epic.site.latencyMs = 800
  await desk.takeCall('+16085550199')
  await expect(desk.birthDate).toBeFocused()
  await desk.page.keyboard.type('0821')
  await expect(desk.panel.getByText(sentence)).toHaveCount(0)
  const before = await desk.birthDate.boundingBox()

  await expect(desk.says(sentence)).toBeVisible()
  await expect(desk.birthDate).toBeFocused()
  await expect(desk.birthDate).toHaveValue('0821')
  expect((await desk.birthDate.boundingBox())?.y).toBe(before?.y)
  await desk.page.keyboard.type('1969')
  await expect(desk.birthDate).toHaveValue('08211969')
  await expect(desk.says(/21 August 1969/)).toBeVisible()
})
