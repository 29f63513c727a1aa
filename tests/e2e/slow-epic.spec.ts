import { expect, test } from './desk.ts'
import { watchPanel } from './seen-words.ts'

const walter = '+14145550107'

test('Epic is slow: a quiet placeholder, then a word, and the softphone works all the while (R69)', async ({
  desk,
}) => {
  desk.sandbox.epic.site.latencyMs = 1_500
  const seen = await watchPanel(desk.page)
  await desk.takeCall(walter)
  await expect(desk.says('Searching Epic')).toBeVisible()
  await desk.press('Hold')
  await expect(desk.softphone.getByRole('button', { name: 'Resume' })).toBeVisible()
  await desk.birthDate.fill('12091951')

  await desk.openBy('12091951', 'Walter Nguyen')
  const moments = await seen()
  expect(moments.length).toBeGreaterThan(2)
  for (const { words } of moments) expect(words).not.toMatch(/nobody|no patient|not found/i)
})
