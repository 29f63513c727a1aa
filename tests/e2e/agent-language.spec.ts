import { expect, test } from './desk.ts'

test('the panel follows the language the agent chooses in the softphone, between calls and never in one', async ({
  desk,
}) => {
  await expect(desk.heading('No call')).toBeVisible()
  desk.sandbox.instance.settings.agentLanguage = 'es_ES'
  await desk.takeCall('+16085550142')
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await desk.birthDate.fill('02291980')
  await expect(desk.heading('1 of 4 born that day')).toBeVisible()

  await desk.press('Hang up')
  await desk.press('Clear')
  await expect(desk.heading('Sin llamada')).toBeVisible()
  await expect(desk.page.locator('html')).toHaveAttribute('lang', 'es-US')

  desk.ring('+16085550142')
  await desk.softphone.getByRole('button', { name: 'Accept' }).click()
  await desk.panel.getByPlaceholder('DD MM AAAA').fill('29021980')
  await expect(desk.heading('1 de 4 nació ese día')).toBeVisible()
})
