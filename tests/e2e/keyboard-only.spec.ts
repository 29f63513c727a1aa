import { type Desk, expect } from './desk.ts'
import { goTo, pressAt, signIn, take, test } from './keyboard.ts'

test('a whole call without the mouse: sign in, accept, type, choose, open, take back, sign out', async ({
  desk,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.sandbox.origins.widget })
  await signIn(desk)
  await take(desk, { number: '+16085550117' })
  await expect(desk.heading('3 patients share this number')).toBeVisible()

  await goTo(desk, desk.birthDate)
  await desk.page.keyboard.type('07012015')
  await expect(desk.heading('2 of 3 born that day')).toBeVisible()
  await desk.page.keyboard.press('ArrowDown')
  await desk.page.keyboard.press('Space')
  await desk.page.keyboard.press('ArrowDown')
  await expect(desk.button('Open chart of Ida Okafor')).toBeVisible()
  await desk.page.keyboard.press('Escape')
  await expect(desk.birthDate).toBeFocused()
  await expect(desk.rows.getByRole('radio', { checked: true })).toHaveCount(0)
  await desk.page.keyboard.press('ArrowDown')
  await desk.page.keyboard.press('Space')
  await desk.page.keyboard.press('Enter')
  await expect(desk.says('Okafor, Ada')).toBeVisible()
  await backToDesk(desk)

  await pressAt(desk, desk.button('Copy record no.'))
  await expect(desk.button('Copied')).toBeVisible()
  expect(await desk.page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\d{6,7}$/)
  await pressAt(desk, desk.button('Open again'))
  await expect.poll(() => desk.charts().length).toBe(2)
  await backToDesk(desk)
  await pressAt(desk, desk.button('Wrong patient'))
  await expect(desk.says('Taken back')).toBeVisible()

  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Hang up' }))
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Clear' }))
  await expect(desk.says('No call', { exact: true })).toBeVisible()
  await pressAt(desk, desk.button('Sign out'))
  await expect(desk.page.getByText(/signed out|Who is at the telephone/i).first()).toBeVisible()
})

test('by Tab every part of the panel is reached once in the order it is read, and the way goes on', async ({
  desk,
}) => {
  await signIn(desk)
  await take(desk, { number: '+16085550142' })
  await expect(desk.heading('4 patients share this number')).toBeVisible()
  await expect(desk.birthDate).toBeFocused()
  const order: string[] = []
  for (let step = 0; step < 4; step += 1) {
    await desk.page.keyboard.press('Tab')
    order.push(await desk.page.evaluate(nameOfFocused))
    await expect(desk.page.locator('#panel :focus-visible')).toHaveCount(1)
  }
  expect(order).toEqual(['Kessler, Ana Maria', 'Open chart', 'Calling for someone else', 'Search by name'])
})

/** Runs in the page: what the focused element is called, a row by the name in it, a button without its key. */
function nameOfFocused(): string {
  const focused = document.activeElement
  const row = focused?.closest('label')?.querySelector('b')
  const said = row?.textContent ?? focused?.textContent ?? ''
  return said.replace(/ Enter$/, '')
}

/** The agent's own switch of windows, away from the chart that has just opened. */
async function backToDesk(desk: Desk): Promise<void> {
  await desk.page.bringToFront()
}
