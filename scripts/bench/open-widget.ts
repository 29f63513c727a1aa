import { fileURLToPath } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

/** A script by which those in a measured page tell when a frame was painted. */
export const afterPaint = fileURLToPath(new URL('after-paint.js', import.meta.url))

/** The widget in a page of its own, with Dana Rivera signed in and no call. `script` runs before anything of the widget. */
export async function openWidget({ origins }: Sandbox, browser: Browser, script?: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 800, height: 900 } })
  await page.addInitScript({ path: afterPaint })
  if (script !== undefined) await page.addInitScript({ path: script })
  await page.goto(origins.widget)
  await page.getByRole('button', { name: /Dana Rivera/ }).click()
  await page.getByText('No call', { exact: true }).waitFor()
  return page
}

/** Ends a call and waits until nothing of it is left. */
export async function endCall({ instance }: Sandbox, page: Page, contactId: string): Promise<void> {
  instance.hangUp(contactId)
  instance.clear(contactId)
  await page.getByText('No call', { exact: true }).waitFor()
}
