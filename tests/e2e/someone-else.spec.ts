import { expect, test } from './desk.ts'
import { watchTraffic } from './traffic.ts'

test('a neighbour calls for a patient: the search is for the patient, and the caller stays with the call', async ({
  desk,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.sandbox.origins.widget })
  const exchanges = watchTraffic(context)
  await desk.takeCall('+16085550142')
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await desk.birthDate.fill('12091951')
  await expect(desk.says('Nobody here was born on that date')).toBeVisible()

  await desk.button('Calling for someone else').click()
  // The household stays, because a parent calls from its number; a neighbour's patient is one press away.
  await expect(desk.rows).toHaveCount(4)
  await expect(desk.birthDate).toHaveValue('12091951')
  await expect(desk.panel.getByLabel('Caller’s name')).toBeFocused()
  await desk.page.keyboard.type('Mara Lindqvist')
  await desk.panel.getByLabel('Relation to the patient').selectOption('caregiver or facility')
  await desk.button('Search by name').click()
  await expect(desk.heading('Search Epic for the patient')).toBeVisible()
  await desk.panel.getByLabel('First name').fill('Walter')
  await desk.panel.getByLabel('Last name').fill('Nguyen')
  await desk.panel.getByLabel('Last name').press('Enter')
  await expect(desk.heading('1 of 1 born that day')).toBeVisible()

  await desk.panel.getByLabel('Caller’s name').press('Enter')
  expect(desk.charts()).toHaveLength(0)
  await desk.button('Open chart of Walter Nguyen').click()
  await expect(desk.says('Caller: Mara Lindqvist (caregiver or facility).')).toBeVisible()
  await expect(desk.says('Authority to speak for the patient: check in Epic.')).toBeVisible()
  await expect(desk.charts()[0]?.getByRole('heading') ?? desk.call).toHaveText('Walter Nguyen')

  await desk.page.bringToFront()
  await desk.button('Copy note').click()
  await expect(desk.button('Copied')).toBeVisible()
  const note = await desk.page.evaluate(() => navigator.clipboard.readText())
  expect(note).toContain(
    'Caller: Mara Lindqvist (caregiver or facility).\nAuthority to speak for the patient: check in Epic.',
  )
  expect(note).toContain('Verified by: birth date typed, name picked')
  expect(note).toMatch(/record number ending in 3121$/m)
  expect(note).not.toMatch(/Walter|Nguyen|1951|203121/)

  await desk.endCall()
  await expect(desk.panel).not.toContainText('Mara')
  expect((await exchanges()).map(({ text }) => text).join('\n')).not.toMatch(/Mara|Lindqvist|facility\b.*Nguyen/)
  expect(JSON.stringify(desk.sandbox.journal.entries())).not.toMatch(/Mara|Lindqvist/)
})

test('switching back says that the patient calls, and forgets the other caller', async ({ desk }) => {
  await desk.takeCall('+16085550142')
  await desk.button('Calling for someone else').click()
  await desk.panel.getByLabel('Caller’s name').fill('Mara Lindqvist')
  await desk.button('The caller is the patient').click()
  await expect(desk.panel.getByLabel('Caller’s name')).toHaveCount(0)

  await desk.openBy('02291980', 'Ana Kessler')
  await expect(desk.panel).not.toContainText(/Mara|Authority/)
})
