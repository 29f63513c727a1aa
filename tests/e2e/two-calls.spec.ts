import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'
import { watchPanel } from './seen-words.ts'

const household = '+16085550142'
const walter = '+14145550107'

test('a second call rings: a tab for each, nothing moves, and what was typed stays with its call (R82)', async ({
  desk,
}) => {
  await desk.takeCall(household)
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await desk.birthDate.fill('0229')
  desk.ring(walter)
  await expect(tab(desk, '(414) 555-0107')).toContainText('Ringing')
  await expect(desk.heading('(608) 555-0142')).toBeVisible()
  await expect(desk.birthDate).toHaveValue('0229')

  await desk.press('Accept', walter)
  await expect(tab(desk, '(414) 555-0107')).not.toContainText('Ringing')
  await expect(desk.heading('4 patients share this number')).toBeVisible()

  await tab(desk, '(414) 555-0107').click()
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect(desk.birthDate).toHaveValue('')
  await desk.openBy('12091951', 'Walter Nguyen')

  await tab(desk, '(608) 555-0142').click()
  await expect(desk.birthDate).toHaveValue('0229')
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await expect(desk.call).not.toContainText('Nguyen')
  await desk.openBy('02291980', 'Ana Kessler')
  await expect(desk.call).toContainText('Kessler, Ana Maria')
  await expect(desk.call).not.toContainText('Nguyen')

  await tab(desk, '(414) 555-0107').click()
  await expect(desk.call).toContainText('Nguyen, Walter')
  await expect(desk.call).not.toContainText('Kessler')
  expect(desk.searches()).toEqual(['telephone', 'telephone'])
  expect(desk.sandbox.epic.openCharts().map(({ patientId }) => patientId)).toEqual([
    'eJ4kPx5tCaVb.7UzEqMf1Yg3',
    'eKq7vT2mZpW0aYx4LnRb9uA3',
  ])
})

test('both calls wait for a slow Epic: no answer is ever seen under the other number (R44)', async ({ desk }) => {
  // A cold instance has its start behind it then: with a slow Epic besides, a search may take more than it is given.
  await desk.takeCall(household)
  await expect(desk.heading('4 patients share this number')).toBeVisible({ timeout: 20_000 })
  await desk.endCall()
  desk.sandbox.epic.site.latencyMs = 1_200
  await desk.takeCall(household)
  desk.ring(walter)
  await desk.press('Accept', walter)
  const seen = await watchPanel(desk.page)
  for (let turn = 0; turn < 6; turn += 1) {
    await tab(desk, turn % 2 === 0 ? '(414) 555-0107' : '(608) 555-0142').click()
    await desk.page.waitForTimeout(400)
  }
  await expect(desk.heading('4 patients share this number')).toBeVisible({ timeout: 20_000 })
  await tab(desk, '(414) 555-0107').click()
  await expect(desk.heading('1 patient has this number')).toBeVisible({ timeout: 20_000 })

  const all = await seen()
  const under = (number: string) => all.filter(({ caller }) => caller === number).map(({ words }) => words)
  expect(under('(608) 555-0142').join('\n')).toMatch(/Kessler/)
  expect(under('(608) 555-0142').join('\n')).not.toMatch(/Nguyen/)
  expect(under('(414) 555-0107').join('\n')).toMatch(/Nguyen/)
  expect(under('(414) 555-0107').join('\n')).not.toMatch(/Kessler|Brandt/)
  expect(desk.searches()).toEqual(['telephone', 'telephone', 'telephone'])
})

test('the first call ends: its patient goes with it, and the second call stands as it was', async ({ desk }) => {
  const first = await desk.takeCall(household)
  await desk.openBy('02291980', 'Ana Kessler')
  desk.ring(walter)
  await desk.press('Accept', walter)
  desk.sandbox.instance.hangUp(first, 'customer')
  await expect(desk.call).toContainText('Kessler, Ana Maria')
  await expect(desk.call).toContainText('Call ended')

  await desk.press('Clear', household)
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect(desk.panel).not.toContainText('Kessler')
})

function tab(desk: Desk, number: string) {
  return desk.panel.getByRole('navigation', { name: 'Contacts' }).getByRole('button', { name: number })
}
