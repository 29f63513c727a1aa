import { expect } from './desk.ts'
import { goTo, signIn, take, test } from './keyboard.ts'

test.describe('a site that wants the row picked every time, by keyboard alone', () => {
  test.use({ policy: { pick: 'row' } })

  test('birth date, Enter opens nothing; down to the row, Enter picks, Enter opens (R48)', async ({ desk }) => {
    await signIn(desk)
    await take(desk, { number: '+16085550142' })
    await goTo(desk, desk.birthDate)
    await expect(desk.rows.first()).toBeVisible()
    await desk.page.keyboard.type('07012015')
    await desk.page.keyboard.press('Enter')
    await expect(desk.says('Choose the row of the person the caller named.')).toBeVisible()
    expect(desk.audited('confirmation')).toEqual([])

    await desk.page.keyboard.press('ArrowDown')
    await desk.page.keyboard.press('Enter')
    await expect(desk.button('Open chart of Leo Kessler')).toBeVisible()
    expect(desk.audited('confirmation')).toEqual([])
    await desk.page.keyboard.press('Enter')
    await expect(desk.says(/opened \d.*, by birth date and name/)).toBeVisible()
  })
})

test.describe('a site that has the first letters of the name typed, by keyboard alone', () => {
  test.use({ policy: { verification: 'birth-date, name-letters' } })

  test('birth date, Tab, three letters, Enter: the chart opens, and the record says by what (R24)', async ({
    desk,
  }) => {
    await signIn(desk)
    await take(desk, { number: '+16085550142' })
    await goTo(desk, desk.birthDate)
    await expect(desk.rows.first()).toBeVisible()
    await desk.page.keyboard.type('07012015')
    await expect(desk.says('Needs: first letters of the last name')).toBeVisible()
    await desk.page.keyboard.press('Tab')
    await desk.page.keyboard.type('Kes')
    await expect(desk.button('Open chart of Leo Kessler')).toBeVisible()
    await desk.page.keyboard.press('Enter')

    await expect(desk.says(/opened \d.*, by birth date, name, and first letters of the last name/)).toBeVisible()
    expect(desk.audited('confirmation').map(({ facts }) => facts)).toMatchObject([
      { outcome: 'confirmed', verified: 'birth-date, name, name-letters' },
    ])
  })

  test('letters of another name open nothing, and the way back is to type them anew', async ({ desk }) => {
    await signIn(desk)
    await take(desk, { number: '+16085550142' })
    await goTo(desk, desk.birthDate)
    await expect(desk.rows.first()).toBeVisible()
    await desk.page.keyboard.type('07012015')
    await desk.page.keyboard.press('Tab')
    await desk.page.keyboard.type('Ngu')
    await expect(desk.says('Nobody here agrees with all that was entered')).toBeVisible()
    await desk.page.keyboard.press('Enter')
    expect(desk.audited('confirmation')).toEqual([])

    await desk.page.keyboard.press('Control+A')
    await desk.page.keyboard.type('Kessler')
    await expect(desk.button('Open chart of Leo Kessler')).toBeVisible()
  })
})
