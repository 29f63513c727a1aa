import { type Desk, expect, test } from './desk.ts'

const household = '+16085550142'
const hint = 'confirmed by an earlier agent on this call'

test('Sam confirmed Leo and passes the call on: Dana sees the hint, and has to ask anew (R48, R50)', async ({
  desk,
}) => {
  const first = await samTakesAndOpens(desk)
  desk.ring(household, { scenario: 'transfer', initialContactId: first })
  await expect(desk.says('An earlier agent confirmed somebody on this call')).toBeVisible()
  await expect(desk.panel).not.toContainText('Kessler')

  await desk.accept()
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await expect(desk.rows.filter({ hasText: hint })).toHaveCount(1)
  await expect(desk.rows.filter({ hasText: hint })).toContainText('Kessler, Leo')
  await expect(desk.panel.getByRole('radio', { checked: true })).toHaveCount(0)
  await desk.birthDate.press('Enter')
  expect(desk.audited('confirmation')).toHaveLength(1)

  await desk.openBy('02291980', 'Ana Kessler')
  await expect(desk.call).not.toContainText('An earlier agent')
  expect(desk.audited('confirmation')).toHaveLength(2)
})

test('Sam takes it back before passing the call on: Dana sees no hint', async ({ desk }) => {
  const first = await samTakesAndOpens(desk, 'and takes it back')
  await desk.takeCall(household, { scenario: 'transfer', initialContactId: first })
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await expect(desk.panel).not.toContainText(/earlier agent/)
})

/** Sam, in a browser of his own, takes a call, opens Leo's chart, and is done with it; the softphone is Dana's again then. */
async function samTakesAndOpens(
  desk: Desk,
  how: 'and keeps it' | 'and takes it back' = 'and keeps it',
): Promise<string> {
  const { instance, origins } = desk.sandbox
  const context = await desk.page.context().browser()?.newContext()
  if (context === undefined) throw new Error('There is no browser for Sam.')
  const page = await context.newPage()
  instance.ccpAgent = 'sam.okoye'
  await page.goto(origins.widget)
  await page.getByRole('button', { name: /Sam Okoye/ }).click()
  await expect(page.getByRole('heading', { name: 'No call' })).toBeVisible()

  const { contactId } = instance.ring({ number: household })
  await page.frameLocator('#ccp iframe').getByRole('button', { name: 'Accept' }).click()
  await expect(page.getByRole('heading', { name: '4 patients share this number' })).toBeVisible()
  await page.getByPlaceholder('MM DD YYYY').fill('07012015')
  await expect(page.getByRole('button', { name: 'Open chart of Leo Kessler' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Wrong patient' })).toBeVisible()
  if (how === 'and takes it back') {
    await page.getByRole('button', { name: 'Wrong patient' }).click()
    await expect.poll(() => desk.audited('withdrawal')).toHaveLength(1)
  }
  instance.hangUp(contactId)
  instance.clear(contactId)
  await context.close()
  instance.ccpAgent = 'dana.rivera'
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  return contactId
}
