import { expect } from './desk.ts'
import { choose, goTo, pressAt, signIn, take, test } from './keyboard.ts'

test.describe('a site that asks for one identifier more, by keyboard alone', () => {
  test.use({ policy: { verification: 'birth-date, name; 1 of record-number-tail, town' } })

  test('birth date, last four, Enter: the chart opens, and the record says by what (R24, R50)', async ({ desk }) => {
    await signIn(desk)
    await take(desk, { number: '+16085550142' })
    await goTo(desk, desk.birthDate)
    await expect(desk.rows.first()).toBeVisible()
    await desk.page.keyboard.type('07012015')
    await expect(desk.says('Needs: 1 of: last 4 of the record number, town')).toBeVisible()
    await expect(desk.rows.filter({ hasText: 'Leo' })).not.toContainText(/record ··|Madison/)
    await desk.page.keyboard.press('Enter')
    expect(desk.audited('confirmation')).toEqual([])

    await desk.page.keyboard.press('Tab')
    await desk.page.keyboard.type('9999')
    await expect(desk.says('Nobody here agrees with all that was entered')).toBeVisible()
    await desk.page.keyboard.press('Control+A')
    await desk.page.keyboard.type('3111')
    await expect(desk.button('Open chart of Leo Kessler')).toBeVisible()
    await desk.page.keyboard.press('Enter')

    await expect(desk.says(/opened \d.*, by birth date, name, and last 4 of the record number/)).toBeVisible()
    expect(desk.audited('confirmation').map(({ facts }) => facts)).toMatchObject([
      { outcome: 'confirmed', verified: 'birth-date, name, record-number-tail' },
    ])
  })

  test('a town is checked by one Enter, and the chart opens by the next', async ({ desk }) => {
    await signIn(desk)
    await take(desk, { number: '+14145550107' })
    await goTo(desk, desk.birthDate)
    await desk.page.keyboard.type('12091951')
    await goTo(desk, desk.panel.getByLabel('Town'))
    await desk.page.keyboard.type('milwaukee')
    await desk.page.keyboard.press('Enter')
    await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
    expect(desk.audited('confirmation')).toEqual([])

    await desk.page.keyboard.press('Enter')
    await expect(desk.says(/opened \d.*, by birth date, name, and town/)).toBeVisible()
  })
})

test.describe('a site that verifies by record number, by keyboard alone', () => {
  test.use({ policy: { verification: 'record-number, name', searchSets: 'record-number,name-and-birth-date' } })

  test('from a withheld number by the record number to the chart, its zeros kept', async ({ desk }) => {
    await signIn(desk)
    await take(desk, { scenario: 'withheld' })
    const field = desk.panel.getByRole('textbox', { name: 'Record number' })
    await expect(field).toBeFocused()
    await desk.page.keyboard.type('xxx-xx-0311')
    await expect(desk.says(/Part of this number is hidden/)).toBeVisible()
    await desk.page.keyboard.press('Enter')
    expect(desk.searches()).toEqual([])

    await desk.page.keyboard.press('Control+A')
    await desk.page.keyboard.type(' 0020311 ')
    await expect(desk.says('Ready to search by record number.')).toBeVisible()
    await desk.page.keyboard.press('Enter')
    await expect(desk.button('Open chart of Ana Kessler')).toBeVisible()
    await desk.page.keyboard.press('Enter')

    await expect(desk.says(/opened \d.*, by name and record number/)).toBeVisible()
    expect(desk.searches()).toEqual(['record-number'])
    expect(desk.audited('confirmation')[0]?.facts).toMatchObject({ verified: 'name, record-number' })
  })

  test('the form never speaks of a set the site refuses', async ({ desk }) => {
    await signIn(desk)
    await take(desk, { scenario: 'withheld' })
    await pressAt(desk, desk.button('Name instead'))
    await expect(desk.panel.getByLabel('First name')).toBeFocused()
    await desk.page.keyboard.type('Walter')
    await desk.page.keyboard.press('Tab')
    await desk.page.keyboard.type('Nguyen')
    await expect(desk.says('Still needed: birth date')).toBeVisible()
    await expect(desk.panel.getByText(/legal sex/i)).toHaveCount(0)
  })
})

test.describe('a site that allows emergencies, by keyboard alone', () => {
  test.use({ policy: { emergency: 'allowed' } })

  test('opens by the picked person and a reason, and says everywhere that it was one (R24)', async ({ desk }) => {
    await signIn(desk)
    await take(desk, { number: '+16085550142' })
    await goTo(desk, desk.birthDate)
    await expect(desk.rows.first()).toBeVisible()
    await expect(desk.button(/Emergency/)).toHaveCount(0)
    await desk.page.keyboard.press('ArrowDown')
    await desk.page.keyboard.press('Space')
    await pressAt(desk, desk.button('Emergency: open with less'))
    await expect(desk.panel.getByLabel('Reason, without names, dates or numbers')).toBeFocused()
    await desk.page.keyboard.type('Ana does not breathe well')
    await expect(desk.says('Leave the patient’s name out.')).toBeVisible()
    await desk.page.keyboard.press('Control+A')
    await desk.page.keyboard.type('does not breathe well')
    await desk.page.keyboard.press('Enter')
    expect(desk.audited('confirmation')).toEqual([])

    await pressAt(desk, desk.button('Open in an emergency: Ana Kessler'))
    await expect(desk.says(/⚠ opened \d.* in an emergency, by name alone/)).toBeVisible()
    expect(desk.audited('confirmation')[0]?.facts).toMatchObject({
      outcome: 'confirmed-in-emergency',
      verified: 'name',
      emergency: 'with a reason',
    })
    expect(desk.sandbox.epic.openCharts()).toHaveLength(1)
  })

  test('opens nobody whom the entered birth date contradicts', async ({ desk }) => {
    await signIn(desk)
    await take(desk, { number: '+16085550142' })
    await goTo(desk, desk.birthDate)
    await expect(desk.rows.first()).toBeVisible()
    await desk.page.keyboard.type('07012015')
    await choose(desk, 'Rosa')
    await expect(desk.says(/Rosa Kessler was not born on that date/)).toBeVisible()
    await expect(desk.button(/Emergency/)).toHaveCount(0)
  })
})
