import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'

test('number withheld: the name search at once, and from it to the chart', async ({ desk }) => {
  await desk.takeCall(undefined, { scenario: 'withheld' })
  await expect(desk.heading('Number withheld')).toBeVisible()
  await expect(desk.says('The caller withheld the number.')).toBeVisible()
  expect(desk.searches()).toEqual([])

  await searchForWalter(desk)
  await openWalter(desk)
  expect(desk.searches()).toEqual(['name-and-birth-date'])
})

test('the form says what is still needed as it fills, and searches no sooner', async ({ desk }) => {
  await desk.takeCall(undefined, { scenario: 'withheld' })
  await expect(desk.says(/Still needed: first name, last name, birth date/)).toBeVisible()
  await expect(desk.button('Search')).toBeDisabled()

  await desk.fillForm('Walter', 'Nguyen', '')
  await expect(desk.says('Still needed: birth date')).toBeVisible()
  await expect(desk.panel.getByText(/legal sex/)).toHaveCount(0)
  await desk.panel.getByLabel('Last name').press('Enter')
  expect(desk.searches()).toEqual([])

  await desk.birthDate.fill('12091951')
  await expect(desk.button('Search')).toBeEnabled()
})

test('a keypad word in place of a number is withheld too, and never searched (R64)', async ({ desk }) => {
  await desk.takeCall(undefined, { scenario: 'keypad-word' })
  await expect(desk.heading('Number withheld')).toBeVisible()
  await searchForWalter(desk)
  await openWalter(desk)
  expect(desk.searches()).toEqual(['name-and-birth-date'])
})

test('what is no telephone number is said to be none, and never searched (R64)', async ({ desk }) => {
  await desk.takeCall('5550142')
  await expect(desk.heading('Not a telephone number')).toBeVisible()
  await expect(desk.says('What came as the number is no telephone number.')).toBeVisible()
  await expect(desk.panel.getByLabel('Last name')).toBeVisible()
  expect(desk.searches()).toEqual([])
})

for (const [form, number] of [
  ['in a SIP address', undefined],
  ['bare', '4711'],
] as const) {
  test(`an extension of the hospital, ${form}, is no telephone number: never searched, and the broker would not (R14, R64)`, async ({
    desk,
  }) => {
    await desk.takeCall(number, { scenario: 'extension' })
    await expect(desk.heading('Not a telephone number')).toBeVisible()
    await expect(desk.says('What came as the number is no telephone number.')).toBeVisible()
    await expect(desk.says(/Still needed: first name, last name, birth date/)).toBeVisible()
    await expect(desk.panel).not.toContainText('4711')
    expect(desk.searches()).toEqual([])

    // A page that had been tampered with may ask what it likes.
    await desk.page.route('**/Patient/_search', (route) => route.continue({ postData: 'telecom=%2B16085550142' }))
    await desk.fillForm('Ana', 'Kessler', '02291980')
    await desk.birthDate.press('Enter')
    await expect(desk.says('This search is not allowed here')).toBeVisible()
    await desk.page.unroute('**/Patient/_search')
    await expect(desk.rows).toHaveCount(0)

    await desk.button('Search by name').click()
    await desk.birthDate.press('Enter')
    await expect(desk.heading('1 of 1 born that day')).toBeVisible()
    await desk.openBy('02291980', 'Ana Kessler')
    await expect(desk.charts()[0]?.getByRole('heading') ?? desk.call).toHaveText('Ana Maria Kessler')
    expect(desk.searches()).toEqual(['telephone', 'name-and-birth-date'])
    expect(desk.audited('search').map(({ facts }) => facts['outcome'])).toContain('search-not-allowed')
  })
}

test('a number in a SIP address is searched like any other', async ({ desk }) => {
  await desk.takeCall('+14145550107', { scenario: 'sip' })
  await expect(desk.heading('(414) 555-0107')).toBeVisible()
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await desk.openBy('12091951', 'Walter Nguyen')
})

for (const scenario of ['chat', 'task'] as const) {
  test(`a ${scenario} makes nobody searchable: that is said at once, and no form stands there in vain`, async ({
    desk,
  }) => {
    await desk.takeCall(undefined, { scenario })
    await expect(desk.heading('No telephone number')).toBeVisible()
    await expect(desk.says(/Patients are searched for calls alone/)).toBeVisible()
    await expect(desk.birthDate).toHaveCount(0)
    expect(desk.searches()).toEqual([])
  })
}

test('a record number finds its one patient, who still opens by birth date alone', async ({ desk }) => {
  await desk.takeCall(undefined, { scenario: 'withheld' })
  await desk.button('Record number instead').click()
  const recordNumber = desk.panel.getByLabel('Record number', { exact: true })
  await recordNumber.fill('203121')
  await recordNumber.press('Enter')
  await expect(desk.heading('1 patient found')).toBeVisible()
  await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(0)
  expect(desk.charts()).toHaveLength(0)
  await openWalter(desk)
})

async function searchForWalter(desk: Desk): Promise<void> {
  await desk.fillForm('Walter', 'Nguyen', '12091951')
  await desk.birthDate.press('Enter')
  await expect(desk.heading('1 of 1 born that day')).toBeVisible()
}

async function openWalter(desk: Desk): Promise<void> {
  await desk.openBy('12091951', 'Walter Nguyen')
  await expect(desk.says('Nguyen, Walter')).toBeVisible()
  await expect(desk.charts()[0]?.getByRole('heading') ?? desk.call).toHaveText('Walter Nguyen')
}
