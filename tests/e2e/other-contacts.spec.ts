import { expect, test } from './desk.ts'

const walter = '+14145550107'

test('a queued callback: nothing while it is offered, then the patient’s number as in a call', async ({ desk }) => {
  desk.ring(walter, { scenario: 'queued-callback' })
  await expect(desk.softphone.getByText('Offered', { exact: true })).toBeVisible()
  expect(desk.searches()).toEqual([])

  await desk.accept()
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect(desk.says(/Callback/)).toBeVisible()
  await desk.openBy('12091951', 'Walter Nguyen')
  expect(desk.searches()).toEqual(['telephone'])
})

test('a call the agent placed: the dialled number is not searched, and why is said (R13)', async ({ desk }) => {
  await desk.softphone.getByLabel('Number to call').fill(walter)
  await desk.press('Call')
  await expect(desk.says(/^On call/)).toBeVisible()
  await expect(desk.says(/You placed this call/)).toBeVisible()
  await desk.page.waitForTimeout(1_500)
  await expect(desk.panel).not.toContainText(/Nguyen/)
  expect(desk.searches()).toEqual([])
})

test('a missed call leaves nothing, and shows anew when it rings again', async ({ desk }) => {
  const contactId = desk.ring(walter)
  await expect(desk.says('Ringing')).toBeVisible()
  desk.sandbox.instance.miss(contactId)
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  await desk.press('Clear')
  expect(desk.searches()).toEqual([])
  expect(await desk.page.content()).not.toContain('555-0107')

  await desk.takeCall(walter)
  await expect(desk.heading('1 patient has this number')).toBeVisible()
})

test('a rejected call leaves nothing', async ({ desk }) => {
  desk.ring(walter)
  await expect(desk.says('Ringing')).toBeVisible()
  await desk.press('Reject')
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  expect(desk.searches()).toEqual([])
  expect(desk.charts()).toHaveLength(0)
})

test('while it rings nothing of a patient shows, only number, queue and what the caller chose', async ({ desk }) => {
  desk.ring(walter)
  await expect(desk.heading('(414) 555-0107')).toBeVisible()
  await expect(desk.says('Answer to see who this may be about')).toBeVisible()
  await desk.page.waitForTimeout(800)
  await expect(desk.panel).not.toContainText('Nguyen')
  expect(desk.searches()).toEqual([])
})

test('a supervisor who listens in on a call gets no patient (R13)', async ({ desk }) => {
  desk.ring(walter, { scenario: 'monitoring' })
  await expect(desk.softphone.getByRole('article')).toBeVisible()
  await desk.page.waitForTimeout(1_000)
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  expect(desk.searches()).toEqual([])
})
