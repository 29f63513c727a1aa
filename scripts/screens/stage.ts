import type { FrameLocator, Locator, Page } from '@playwright/test'
import { finish } from '../../src/sandbox/control-room/verbs.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

/** A signed-in widget with no call, and the world around it. */
export interface Stage {
  readonly sandbox: Sandbox
  readonly page: Page
  readonly panel: Locator
  readonly softphone: FrameLocator
}

/** Opens the widget on a page and signs Dana Rivera in. */
export async function signedIn(sandbox: Sandbox, page: Page): Promise<Stage> {
  clearCalls(sandbox)
  sandbox.instance.signInCcp()
  await page.addInitScript(mayBlockWindows)
  await page.goto(sandbox.origins.widget)
  await page.getByRole('button', { name: /Dana Rivera/ }).click()
  const stage = { sandbox, page, panel: page.locator('#panel'), softphone: page.frameLocator('#ccp iframe') }
  await stands(stage, 'No call')
  return stage
}

/** Ends and clears what calls there are, and closes the charts: the stage is as it was before a moment. */
export async function endCalls(stage: Stage): Promise<void> {
  clearCalls(stage.sandbox)
  for (const other of stage.page.context().pages()) if (other !== stage.page) await other.close()
  await stands(stage, 'No call')
  const list = stage.panel.getByRole('button', { name: 'List of keys', expanded: true })
  if (await list.isVisible()) await list.press('?')
}

function clearCalls({ instance, epic }: Sandbox): void {
  Object.assign(epic.site, { fault: 'none', latencyMs: 0 })
  for (const { contactId } of instance.shownTo(instance.ccpAgent)) finish(instance, contactId)
}

/** A browser that blocks pop-ups answers null; the widget keeps the browser's function from its start on. */
const mayBlockWindows = `{
  const open = window.open.bind(window)
  window.open = (...wanted) => (window.isBlockingWindows ? null : open(...wanted))
}`

/** Has the browser block windows from now on, or no longer. */
export function blockWindows({ page }: Stage, isBlocking: boolean): Promise<unknown> {
  return page.evaluate(`window.isBlockingWindows = ${isBlocking}`)
}

type Ring = NonNullable<Parameters<Sandbox['instance']['ring']>[0]>

/** Rings and accepts by the softphone's button; for a chat too. */
export async function takeCall(stage: Stage, call: Ring): Promise<void> {
  stage.sandbox.instance.ring(call)
  await accept(stage)
}

/** Accepts what rings. */
export async function accept(stage: Stage): Promise<void> {
  await press(stage, 'Accept')
  await stands(stage, /^(?:On call|Active)/)
}

/** Presses a button of the softphone by its key: a click may miss what moves in so small a window as 320 by 256. */
export async function press({ softphone }: Stage, name: string): Promise<void> {
  await softphone.getByRole('button', { name }).press('Enter')
}

/** The family of four that shares a telephone, on the line. */
export async function household(stage: Stage): Promise<void> {
  await takeCall(stage, { number: '+16085550142' })
  await stands(stage, '4 patients share this number')
}

/** Types the birth date, and leaves the focus there. */
export async function typeDate({ panel }: Stage, digits: string): Promise<void> {
  await panel.getByPlaceholder('MM DD YYYY').fill(digits)
  await panel.getByPlaceholder('MM DD YYYY').focus()
}

/** Leo's chart is open. */
export async function opened(stage: Stage): Promise<void> {
  await household(stage)
  await typeDate(stage, '07012015')
  await stage.panel.getByRole('button', { name: /Open chart of Leo/ }).waitFor()
  await stage.page.keyboard.press('Enter')
  await stands(stage, /opened \d/)
}

/** Plays a scene of the control room, as its button does. */
export async function playScene({ sandbox }: Stage, scene: string): Promise<void> {
  const { controlRoom } = sandbox.origins
  const response = await fetch(`${controlRoom}/api/ring`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: controlRoom },
    body: JSON.stringify({ scene }),
  })
  if (!response.ok) throw new Error(`The control room answered ${response.status}: ${await response.text()}`)
}

/** Waits until words stand in the panel; what is only read aloud does not count. */
export async function stands({ panel }: Stage, words: string | RegExp, timeout = 15_000): Promise<void> {
  const shown = panel.locator(':not(.only-read-aloud, .only-read-aloud *)')
  const exact = words === 'No call'
  await panel.getByText(words, { exact }).and(shown).first().waitFor({ timeout })
}
