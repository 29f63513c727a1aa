import type { Locator } from '@playwright/test'
import { expect } from './desk.ts'
import type { Desk } from './desk.ts'

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
