import { expect } from './desk.ts'
import { choose, fillWalter, goTo, pressAt, signIn, take, test } from './keyboard.ts'

// Each way of finding somebody who is not simply among those with the number; beside keyboard-paths.spec.ts.

test('nobody has the number: the date typed meanwhile is in the form, names by Tab, and Enter opens', async ({
  desk,
}) => {
  await signIn(desk)
  await take(desk, { number: '+16085550199' })
  await goTo(desk, desk.birthDate)
  await desk.page.keyboard.type('08211969')
  await expect(desk.says('Epic shows nobody with this number')).toBeVisible()
  await expect(desk.birthDate).toBeFocused()

  const { keyboard } = desk.page
  await keyboard.press('Tab')
  await expect(desk.panel.getByLabel('First name')).toBeFocused()
  await keyboard.type('Helen')
  await keyboard.press('Tab')
  await expect(desk.panel.getByLabel('Last name')).toBeFocused()
  await keyboard.type('Dahl')
  await expect(desk.birthDate).toHaveValue('08211969')
  await keyboard.press('Enter')
  await expect(desk.button('Open chart of Helen Sorensen')).toBeVisible()
  await keyboard.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
  expect(desk.searches()).toEqual(['telephone', 'name-and-birth-date'])
})

test('somebody who is called a little otherwise: Enter opens nothing, the row is chosen by the arrow keys, Enter opens', async ({
  desk,
}) => {
  await signIn(desk)
  await take(desk, { scenario: 'withheld' })
  const { keyboard } = desk.page
  await fillWalter(desk, 'Nguyenn')
  await expect(desk.heading('1 of 1 born that day')).toBeVisible()
  await expect(desk.birthDate).toBeFocused()
  await keyboard.press('Enter')
  await expect(desk.says(/Born that day, but the name is not quite the one said/)).toBeVisible()
  expect(desk.audited('confirmation')).toEqual([])

  await choose(desk, 'Nguyen, Walter')
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
  await keyboard.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
})

test('a withheld number: to the record number and by Enter to its patient, whose birth date is still asked', async ({
  desk,
}) => {
  await signIn(desk)
  await take(desk, { scenario: 'withheld' })
  await pressAt(desk, desk.button('Record number instead'))
  await expect(desk.panel.getByRole('textbox').first()).toBeFocused()
  const { keyboard } = desk.page
  await keyboard.type('203121')
  await expect(desk.says('Ready to search by record number.')).toBeVisible()
  await keyboard.press('Enter')
  await expect(desk.heading('1 patient found')).toBeVisible()
  await expect(desk.birthDate).toBeFocused()
  await keyboard.press('Enter')
  await expect(desk.says('Type the birth date the caller gives.')).toBeVisible()
  await keyboard.type('12091951')
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
  await keyboard.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
})

test.describe('an Epic with many patients', () => {
  test.use({ people: 2_000 })

  test('too many have the number, then too many the name: the field to add is named, and takes the focus', async ({
    desk,
  }) => {
    await signIn(desk)
    await take(desk, { number: '+16085550190' })
    await expect(desk.says('31 patients share this number (a facility?)')).toBeVisible()
    const { keyboard } = desk.page
    await goTo(desk, desk.panel.getByLabel('First name'))
    await keyboard.type('Mary')
    await keyboard.press('Tab')
    await keyboard.type('Smith')
    await goTo(desk, desk.panel.getByLabel('Legal sex'))
    await keyboard.type('fem')
    await goTo(desk, desk.button('Search'))
    await keyboard.press('Enter')
    await expect(desk.says('More than 10 patients fit')).toBeVisible()
    await expect(desk.says('Add: birth date.')).toBeVisible()
    await expect(desk.birthDate).toBeFocused()

    await keyboard.type('01011928')
    for (const [label, name] of [
      ['Last name', 'Abbott'],
      ['First name', 'Agnes'],
    ] as const) {
      await keyboard.press('Shift+Tab')
      await expect(desk.panel.getByLabel(label)).toBeFocused()
      await keyboard.press('Control+A')
      await keyboard.type(name)
    }
    await keyboard.press('Enter')
    await expect(desk.button('Open chart of Agnes Abbott')).toBeVisible()
    await keyboard.press('Enter')
    await expect(desk.says(/opened \d/)).toBeVisible()
  })
})

test('Escape goes one step back each time, keeps what was typed and the focus, and never ends the call', async ({
  desk,
}) => {
  await signIn(desk)
  await take(desk, { number: '+16085550142' })
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await goTo(desk, desk.birthDate)
  const { keyboard } = desk.page
  await keyboard.type('0701')
  await pressAt(desk, desk.button('Search by name'))
  await expect(desk.panel.getByLabel('First name')).toBeFocused()
  await keyboard.press('Escape')
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await expect(desk.birthDate).toBeFocused()
  await expect(desk.birthDate).toHaveValue('0701')

  await pressAt(desk, desk.button('Search by name'))
  await pressAt(desk, desk.button('Back to the patients found'))
  await expect(desk.birthDate).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(1)
  for (let step = 0; step < 3; step += 1) await keyboard.press('Escape')
  await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(desk.birthDate).toBeFocused()
  await expect(desk.says(/^On call/)).toBeVisible()
  await expect(desk.softphone.getByRole('button', { name: 'Hang up' })).toBeVisible()
})

test('the caller is the patient after all: the way back keeps the focus in the call', async ({ desk }) => {
  await signIn(desk)
  await take(desk, { number: '+16085550142' })
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await pressAt(desk, desk.button('Calling for someone else'))
  await expect(desk.panel.getByLabel('Caller’s name')).toBeFocused()
  await pressAt(desk, desk.button('The caller is the patient'))
  await expect(desk.panel.getByLabel('Caller’s name')).toHaveCount(0)
  await expect(desk.birthDate).toBeFocused()
})

test.describe('a site that allows emergencies', () => {
  test.use({ policy: { emergency: 'allowed' } })

  test('an emergency that is none: Escape leaves it, with the row still chosen and the focus in the call', async ({
    desk,
  }) => {
    await signIn(desk)
    await take(desk, { number: '+16085550142' })
    await expect(desk.heading('4 patients share this number')).toBeVisible()
    await goTo(desk, desk.birthDate)
    await desk.page.keyboard.press('ArrowDown')
    await desk.page.keyboard.press('Space')
    await pressAt(desk, desk.button('Emergency: open with less'))
    await expect(desk.panel.getByLabel('Reason, without names, dates or numbers')).toBeFocused()
    await desk.page.keyboard.press('Escape')
    await expect(desk.panel.getByLabel('Reason, without names, dates or numbers')).toHaveCount(0)
    await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(1)
    await expect(desk.button('Emergency: open with less')).toBeFocused()
  })
})
