import { expect, test } from './desk.ts'
import { watchPanel } from './seen-words.ts'

test('hung up while Epic searches: back to no call at once, and the late answer shows nothing (R44, R45)', async ({
  desk,
}) => {
  desk.sandbox.epic.site.latencyMs = 1_200
  const seen = await watchPanel(desk.page)
  const contactId = await desk.takeCall('+16085550142')
  await expect(desk.says('Searching Epic')).toBeVisible()
  await desk.birthDate.fill('0229')

  desk.sandbox.instance.hangUp(contactId, 'customer')
  await expect(desk.says('No call', { exact: true })).toBeVisible({ timeout: 500 })
  await expect.poll(() => desk.audited('search').at(-1)?.facts['outcome']).toBe('aborted')
  await desk.page.waitForTimeout(1_500)

  expect((await seen()).map(({ words }) => words).join('\n')).not.toMatch(/Kessler|Brandt|share this number/)
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  expect(await desk.page.content()).not.toMatch(/Kessler|0229|555-0142/)
})

test('the next caller is not shown the answer that came too late for the last one (R44)', async ({ desk }) => {
  desk.sandbox.epic.site.latencyMs = 1_200
  const contactId = await desk.takeCall('+16085550142')
  await expect(desk.says('Searching Epic')).toBeVisible()
  desk.sandbox.instance.hangUp(contactId, 'customer')
  await desk.press('Clear')
  const seen = await watchPanel(desk.page)

  await desk.takeCall('+14145550107')
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect(desk.birthDate).toHaveValue('')
  expect((await seen()).map(({ words }) => words).join('\n')).not.toMatch(/Kessler|Brandt|4 patients/)
})
