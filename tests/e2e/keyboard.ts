import type { Locator } from '@playwright/test'
import { type Desk, expect, test as desks } from './desk.ts'

/**
 * A test without a mouse, in which the focus, once it is in the panel, is never lost to nowhere. What is seen is told to the
 * test at once, from every frame and every window, for a page that is left takes all it knows with it.
 */
export const test = desks.extend<{ watched: Watched }>({
  watched: async ({ context }, use) => {
    const watched: { -readonly [Key in keyof Watched]: Watched[Key] } = { usedMouse: false, lostFocus: null }
    await context.exposeFunction('noteMouse', () => (watched.usedMouse = true))
    await context.exposeFunction('noteLostFocus', (shown: string) => (watched.lostFocus ??= shown))
    await context.addInitScript(watch)
    await use(watched)
  },
  desk: async ({ watched, desk }, use) => {
    await use(desk)
    expect(watched.usedMouse, 'the mouse was used').toBe(false)
    expect(watched.lostFocus, 'what the panel showed when the focus was lost').toBeNull()
  },
  isSignedIn: false,
})

interface Watched {
  readonly usedMouse: boolean
  readonly lostFocus: string | null
}

/** Notes a mouse, and a focus that was in the panel and is nowhere for a while, unless a Tab took it on. */
const watch = `{
  let isInPanel = false
  let ticksLost = 0
  addEventListener('pointerdown', (event) => { if (event.isTrusted) noteMouse() }, true)
  addEventListener('keydown', (event) => { if (event.key === 'Tab') isInPanel = false }, true)
  addEventListener('focusin', ({ target }) => { isInPanel = target.closest('#panel') !== null }, true)
  setInterval(() => {
    ticksLost = isInPanel && document.activeElement === document.body ? ticksLost + 1 : 0
    if (ticksLost === 3) noteLostFocus(document.querySelector('#panel').innerText)
  }, 50)
}`

/** Goes from where the focus is to an element by Tab alone, into the softphone's frame and out of it. */
export async function goTo(desk: Desk, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let step = 0; step < 40; step += 1) {
    const isThere = await target.evaluate((element) => document.hasFocus() && element === document.activeElement)
    if (isThere) return
    await desk.page.keyboard.press('Tab')
  }
  await expect(target, 'reached by 40 Tabs').toBeFocused({ timeout: 1 })
}

/** Goes to a button by Tab, and presses Enter there. */
export async function pressAt(desk: Desk, target: Locator): Promise<void> {
  await goTo(desk, target)
  await desk.page.keyboard.press('Enter')
}

/** Opens the widget and signs Dana Rivera in. */
export async function signIn(desk: Desk): Promise<void> {
  await desk.page.goto(desk.sandbox.origins.widget)
  await pressAt(desk, desk.page.getByRole('button', { name: /Dana Rivera/ }))
  await expect(desk.says('No call', { exact: true })).toBeVisible()
}

/** Rings, and accepts in the softphone. */
export async function take(desk: Desk, call: Parameters<Desk['sandbox']['instance']['ring']>[0]): Promise<void> {
  desk.sandbox.instance.ring(call)
  await pressAt(desk, desk.softphone.getByRole('button', { name: 'Accept' }))
  await expect(desk.says(/^(?:On call|Active) /)).toBeVisible()
}

/** Goes through the rows by the arrow keys until the one with this name is chosen. */
export async function choose(desk: Desk, name: string): Promise<void> {
  const { keyboard } = desk.page
  const radio = desk.rows.filter({ hasText: name }).getByRole('radio')
  await goTo(desk, desk.birthDate)
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  for (let step = 0; step < 10 && !(await radio.isChecked()); step += 1) await keyboard.press('ArrowDown')
  await expect(radio).toBeChecked()
}

/** Fills the search form from the first name on, searches by Enter, and waits until the button names him. */
export async function findWalter(desk: Desk): Promise<void> {
  await fillWalter(desk)
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible({ timeout: 12_000 })
}

/** Fills the search form from the first name on, the last name as it was heard, and searches by Enter. */
export async function fillWalter(desk: Desk, family = 'Nguyen'): Promise<void> {
  const { keyboard } = desk.page
  await goTo(desk, desk.panel.getByLabel('First name'))
  await keyboard.type('Walter')
  await keyboard.press('Tab')
  await keyboard.type(family)
  await keyboard.press('Tab')
  await keyboard.type('12091951')
  await keyboard.press('Enter')
}
