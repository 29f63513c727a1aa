import { expect, test } from './desk.ts'
import { pressAt } from './keyboard.ts'

const walter = '+14145550107'

for (const as of ['connected', 'ended'] as const) {
  test(`Connect shows an old contact again as ${as}: no search, no chart, no call (R46)`, async ({ desk }) => {
    const contactId = await desk.takeCall(walter)
    await desk.openBy('12091951', 'Walter Nguyen')
    await desk.endCall()

    desk.sandbox.instance.replayOld(contactId, as)
    await expect(desk.softphone.getByText(walter)).toBeVisible()
    await desk.page.waitForTimeout(1_000)
    await expect(desk.says('No call', { exact: true })).toBeVisible()
    await expect(desk.panel).not.toContainText(/Nguyen|555-0107/)
    expect(desk.searches()).toEqual(['telephone'])
    expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
    expect(desk.charts()).toHaveLength(1)
  })
}

test('a call flickers out of the softphone and back: it is back as it was, and nothing is searched by itself (R46)', async ({
  desk,
}) => {
  const contactId = await desk.takeCall(walter)
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await desk.birthDate.fill('1209')
  await desk.sandbox.instance.flicker(contactId)

  await expect(desk.says('Connect lost this call and brought it back')).toBeVisible()
  await expect(desk.birthDate).toHaveValue('1209')
  await desk.page.waitForTimeout(500)
  expect(desk.searches()).toEqual(['telephone'])

  await pressAt(desk, desk.button('Search again'))
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  expect(desk.searches()).toEqual(['telephone', 'telephone'])
})

test('an open chart keeps its banner when its call flickers, and is not opened again (R46, R52)', async ({ desk }) => {
  const contactId = await desk.takeCall(walter)
  await desk.openBy('12091951', 'Walter Nguyen')
  await desk.sandbox.instance.flicker(contactId)
  await desk.page.waitForTimeout(1_000)
  await expect(desk.says(/^On call/)).toBeVisible()
  await expect(desk.call).toContainText('Nguyen, Walter')
  expect(desk.searches()).toEqual(['telephone'])
  expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
})

test('Connect logs the agent out and in again in mid-call: the call is back, and nothing of its patient (R46, R55)', async ({
  desk,
}) => {
  await desk.takeCall(walter)
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  desk.sandbox.instance.logOutCcp()
  await expect(desk.panel).not.toContainText(/Nguyen|555-0107/)

  await desk.softphone.getByRole('button', { name: /sign in/i }).click()
  await expect(desk.says('Connect lost this call and brought it back')).toBeVisible()
  expect(desk.searches()).toEqual(['telephone'])
})

test('the softphone reloads in the middle of a call: the patient stays, nothing is searched or opened anew (R46)', async ({
  desk,
}) => {
  await desk.takeCall(walter)
  await desk.openBy('12091951', 'Walter Nguyen')
  desk.sandbox.instance.reloadCcp()
  await expect(desk.softphone.getByRole('button', { name: 'Hang up' })).toBeVisible()
  await desk.page.waitForTimeout(2_000)

  await expect(desk.says(/^On call/)).toBeVisible()
  await expect(desk.call).toContainText('Nguyen, Walter')
  expect(desk.searches()).toEqual(['telephone'])
  expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
  await desk.press('Hang up')
  await expect(desk.says('Call ended')).toBeVisible()
})

test('the page reloads in the middle of a call: the call is back, without its patient and without a new chart (R46)', async ({
  desk,
}) => {
  await desk.takeCall(walter)
  await desk.openBy('12091951', 'Walter Nguyen')
  await desk.page.reload()

  await expect(desk.says(/^On call/)).toBeVisible()
  await expect(desk.heading('(414) 555-0107')).toBeVisible()
  await expect(desk.panel.getByText(/opened \d/)).toHaveCount(0)
  await expect(desk.rows).toHaveCount(1)
  await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(desk.birthDate).toHaveValue('')
  expect(desk.searches()).toEqual(['telephone', 'telephone'])
  expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
  expect(desk.charts()).toHaveLength(1)
})
