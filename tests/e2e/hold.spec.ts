import { type Desk, expect, test } from './desk.ts'

const household = '+16085550142'
const walter = '+14145550107'

test('two calls: the first waits on hold, each tab says how its call stands, and typing stays (R82)', async ({
  desk,
}) => {
  await desk.takeCall(household)
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await desk.birthDate.fill('0229')
  desk.ring(walter)
  await expect(tab(desk, '(414) 555-0107')).toContainText('Ringing')
  await desk.press('Accept', walter)

  await expect(tab(desk, '(608) 555-0142')).toContainText(/On hold 0:\d\d/)
  await expect(tab(desk, '(414) 555-0107')).toContainText('On the line')
  await expect(desk.call.getByText(/On hold 0:\d\d/)).toBeVisible()
  await expect(desk.birthDate).toHaveValue('0229')

  await desk.press('Resume', household)
  await expect(tab(desk, '(608) 555-0142')).toContainText('On the line')
  await expect(tab(desk, '(414) 555-0107')).toContainText(/On hold/)
  await desk.openBy('02291980', 'Ana Kessler')

  await tab(desk, '(414) 555-0107').click()
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect(desk.call.getByText(/On hold 0:\d\d/)).toBeVisible()
  await expect(desk.call).not.toContainText('Kessler')
  expect(desk.searches()).toEqual(['telephone', 'telephone'])
})

test('hold shows its time after a reload of the page, and tells the agent’s own hold from the caller’s', async ({
  desk,
}) => {
  const contactId = await desk.takeCall(walter)
  await desk.press('Hold')
  await expect(desk.says(/^On hold/)).toBeVisible()
  await desk.page.waitForTimeout(2_100)
  const heldFor = Date.now() - (desk.sandbox.instance.contact(contactId).customerLeg?.since ?? 0)
  await desk.page.reload()
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec((await desk.says(/^On hold/).textContent()) ?? '') ?? []
  expect(Number(minutes) * 60 + Number(seconds)).toBeGreaterThanOrEqual(Math.floor(heldFor / 1_000))

  await desk.press('Resume')
  desk.sandbox.instance.hold(contactId, 'agent')
  await expect(desk.says(/^You are on hold/)).toBeVisible()
  desk.sandbox.instance.resume(contactId, 'agent')
  await expect(desk.says(/^On call/)).toBeVisible()
})

test('a colleague is asked, joins and leaves: the patient stays, and nothing is searched again', async ({ desk }) => {
  const contactId = await desk.takeCall(household)
  await desk.openBy('02291980', 'Ana Kessler')
  const { instance } = desk.sandbox

  instance.consult(contactId)
  await expect(desk.says(/^On hold/)).toBeVisible()
  instance.conference(contactId)
  await expect(desk.says(/^On call/)).toBeVisible()
  instance.dropOther(contactId)
  await desk.page.waitForTimeout(300)
  instance.consult(contactId)
  instance.conference(contactId)
  instance.hangUp(contactId, 'customer')
  await desk.page.waitForTimeout(500)

  await expect(desk.call).toContainText('Kessler, Ana Maria')
  await expect(desk.says(/^On call/)).toBeVisible()
  expect(desk.searches()).toEqual(['telephone'])
  expect(desk.charts()).toHaveLength(1)
})

test('a callback that was accepted is called back, not ringing, until somebody answers', async ({ desk }) => {
  desk.sandbox.instance.settings.pickUpAfterMs = null
  const contactId = desk.ring(walter, { scenario: 'queued-callback' })
  await expect(desk.says('Ringing')).toBeVisible()
  await desk.press('Accept')
  await expect(desk.says('Calling back')).toBeVisible()
  expect(desk.searches()).toEqual([])

  desk.sandbox.instance.pickUp(contactId)
  await expect(desk.heading('1 patient has this number')).toBeVisible()
})

function tab(desk: Desk, number: string) {
  return desk.panel.getByRole('navigation', { name: 'Contacts' }).getByRole('button', { name: number })
}
