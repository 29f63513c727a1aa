import { expect, test } from './desk.ts'

const household = '+16085550142'
const noSearch = /Patients are searched for calls alone/

test.describe('at a site that searches for calls alone', () => {
  for (const scenario of ['chat', 'sms', 'task', 'email'] as const) {
    test(`a contact by ${scenario} is shown and searches for nobody`, async ({ desk }) => {
      desk.ring(undefined, { scenario })
      await expect(desk.says('Ringing')).toBeVisible()
      await desk.press('Accept')
      await expect(desk.says(/^Active/)).toBeVisible()
      await expect(desk.says(noSearch)).toBeVisible()
      await desk.page.waitForTimeout(500)
      expect(desk.searches()).toEqual([])
    })
  }
})

test.describe('at a site that wants other channels', () => {
  test.use({ policy: { otherChannels: 'allowed' } })

  test('a chat: the number written in it is a hint in no field, and the name search opens the chart', async ({
    desk,
  }) => {
    desk.ring(null, { scenario: 'chat', attributes: { customerNumber: household } })
    await desk.press('Accept')
    await expect(desk.says(/Number written by the customer: \(608\) 555-0142\. A hint/)).toBeVisible()
    expect(desk.searches()).toEqual([])

    await desk.fillForm('Ana', 'Kessler', '02291980')
    await desk.birthDate.press('Enter')
    await expect(desk.button('Open chart of Ana Kessler')).toBeVisible()
    await desk.button('Open chart of Ana Kessler').click()
    await expect(desk.says(/opened \d/)).toBeVisible()
    expect(desk.searches()).toEqual(['name-and-birth-date'])
  })

  test('a text message is searched by its own number', async ({ desk }) => {
    desk.ring(household, { scenario: 'sms' })
    await desk.press('Accept')
    await expect(desk.heading('4 patients share this number')).toBeVisible()
    await desk.openBy('02291980', 'Ana Kessler')
    expect(desk.searches()).toEqual(['telephone'])
  })

  test('a chat beside a call: each has its own tab, patient and typing (R82)', async ({ desk }) => {
    await desk.takeCall(household)
    await desk.birthDate.fill('0229')
    desk.ring(null, { scenario: 'chat' })
    const tabs = desk.panel.getByRole('navigation', { name: 'Contacts' })
    await expect(tabs.getByRole('button', { name: 'No telephone number' })).toContainText('Ringing')
    await expect(desk.birthDate).toHaveValue('0229')

    await desk.press('Accept', 'No number')
    await tabs.getByRole('button', { name: 'No telephone number' }).click()
    await expect(desk.birthDate).toHaveValue('')
    await expect(tabs.getByRole('button', { name: '(608) 555-0142' })).toContainText('On the line')
    await expect(desk.call).not.toContainText('Kessler')
  })
})
