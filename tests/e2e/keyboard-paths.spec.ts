import { expect } from './desk.ts'
import { findWalter, goTo, pressAt, signIn, take, test } from './keyboard.ts'

// Beside keyboard-only.spec.ts (a known number, twins, taking back) and site-policy.spec.ts (record number, town, emergency).
test('a withheld number: names and birth date by Tab, Enter searches, and Enter opens', async ({ desk }) => {
  await signIn(desk)
  await take(desk, { scenario: 'withheld' })
  await findWalter(desk)
  await desk.page.keyboard.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
})

test('a caller who is not the patient: the switch, the caller’s name, the relation, the patient’s search', async ({
  desk,
}) => {
  await signIn(desk)
  await take(desk, { number: '+16085550142' })
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  const { keyboard } = desk.page
  await pressAt(desk, desk.button('Calling for someone else'))
  await expect(desk.panel.getByLabel('Caller’s name')).toBeFocused()
  await keyboard.type('Mara Lindqvist')
  await keyboard.press('Tab')
  await keyboard.type('care')
  await expect(desk.panel.getByLabel('Relation to the patient')).toHaveValue('facility')
  await pressAt(desk, desk.button('Search by name'))
  await findWalter(desk)
  await desk.page.keyboard.press('Enter')
  await expect(desk.says('Caller: Mara Lindqvist', { exact: false })).toBeVisible()
})

test('two calls: from one to the other and back, and what was typed is still there (R82)', async ({ desk }) => {
  await signIn(desk)
  await take(desk, { number: '+16085550142' })
  const { keyboard } = desk.page
  await goTo(desk, desk.birthDate)
  await keyboard.type('0229')
  desk.ring('+14145550107')
  const contacts = desk.panel.getByRole('navigation', { name: 'Contacts' })
  await pressAt(desk, contacts.getByRole('button', { name: /414/ }))
  await expect(desk.says('Answer to see who this may be about')).toBeVisible()
  await pressAt(desk, contacts.getByRole('button', { name: /608/ }))
  await expect(desk.birthDate).toHaveValue('0229')
})

test('Epic is down and comes back: Tab to Try again, and the call goes on', async ({ desk }) => {
  await signIn(desk)
  desk.sandbox.epic.site.fault = 'html'
  await take(desk, { number: '+16085550142' })
  await expect(desk.button('Try again')).toBeVisible()
  desk.sandbox.epic.site.fault = 'none'
  await pressAt(desk, desk.button('Try again'))
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await expect(desk.birthDate).toBeFocused()
})

test('the list of keys: ? shows it, Escape closes it, and the digits go on where they were', async ({ desk }) => {
  await signIn(desk)
  await take(desk, { number: '+14145550107' })
  const { keyboard } = desk.page
  await goTo(desk, desk.birthDate)
  await keyboard.type('1209?')
  await expect(desk.panel.getByRole('region', { name: 'List of keys' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(desk.panel.getByRole('region', { name: 'List of keys' })).toBeHidden()
  await keyboard.type('1951')
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
  await keyboard.press('Enter')
  await expect(desk.says(/opened \d/)).toBeVisible()
})

test('an opening that was a mistake: Escape stops it before the chart is there', async ({ desk }) => {
  await signIn(desk)
  await take(desk, { number: '+14145550107' })
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await goTo(desk, desk.birthDate)
  await desk.page.keyboard.type('12091951')
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
  await desk.page.route('**/confirmation', (route) => setTimeout(() => void route.continue(), 2_000))
  await desk.page.keyboard.press('Enter')
  await expect(desk.says('Opening the chart of Walter Nguyen')).toBeVisible()
  await desk.page.keyboard.press('Escape')
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
  await expect.poll(() => desk.charts().length).toBe(0)
})
