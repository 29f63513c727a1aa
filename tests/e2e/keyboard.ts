import type { Locator } from '@playwright/test'
import { type Desk, expect, test as desks } from './desk.ts'

/** A test without a mouse, in which the focus, once it is in the panel, is never lost to nowhere. */
export const test = desks.extend({
  desk: async ({ desk, page }, use) => {
    await use(desk)
    const { usedMouse, lostFocus } = await page.evaluate<Watched>('window.watched')
    expect(usedMouse, 'the mouse was used').toBe(false)
    expect(lostFocus, 'what the panel showed when the focus was lost').toBeNull()
  },
  page: async ({ page }, use) => {
    await page.addInitScript(watch)
    await use(page)
  },
  isSignedIn: false,
})

interface Watched {
  readonly usedMouse: boolean
  readonly lostFocus: string | null
}

/** Notes a mouse, and a focus that was in the panel and is nowhere for a while, unless a Tab took it on. */
const watch = `{
  const watched = window.watched = { usedMouse: false, lostFocus: null }
  let isInPanel = false
  let ticksLost = 0
  addEventListener('pointerdown', (event) => { watched.usedMouse ||= event.isTrusted }, true)
  addEventListener('keydown', (event) => { if (event.key === 'Tab') isInPanel = false }, true)
  addEventListener('focusin', ({ target }) => { isInPanel = target.closest('#panel') !== null }, true)
  setInterval(() => {
    ticksLost = isInPanel && document.activeElement === document.body ? ticksLost + 1 : 0
    if (ticksLost === 3) watched.lostFocus ??= document.querySelector('#panel').innerText
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

/** Fills the search form from the first name on, searches by Enter, and waits until the button names him. */
export async function findWalter(desk: Desk): Promise<void> {
  const { keyboard } = desk.page
  await goTo(desk, desk.panel.getByLabel('First name'))
  await keyboard.type('Walter')
  await keyboard.press('Tab')
  await keyboard.type('Nguyen')
  await keyboard.press('Tab')
  await keyboard.type('12091951')
  await keyboard.press('Enter')
  await expect(desk.button('Open chart of Walter Nguyen')).toBeVisible()
}
