import type { FrameLocator, Locator, Page } from '@playwright/test'
import type { IntegrationErrorCode } from '../../src/domain/errors.ts'
import { finish } from '../../src/sandbox/control-room/verbs.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { ordinaryPolicy, widgetConfig } from '../../src/sandbox/site-settings.ts'
import { en, type Messages } from '../../src/ui/messages-en.ts'
import { es } from '../../src/ui/messages-es.ts'

/** The languages of the panel, each as a site has it. */
export const languages = { en, es } as const

/** A signed-in widget with no call, and the world around it. */
export interface Stage {
  readonly sandbox: Sandbox
  readonly page: Page
  readonly panel: Locator
  readonly softphone: FrameLocator
  /** The panel's sentences, in the language of this site. */
  readonly words: Messages
}

/** Opens the widget on a page and signs Dana Rivera in, at a site of this policy that speaks this language. */
export async function signedIn(
  sandbox: Sandbox,
  page: Page,
  policy: Partial<typeof ordinaryPolicy> = {},
  language: keyof typeof languages = 'en',
): Promise<Stage> {
  clearCalls(sandbox)
  sandbox.instance.signInCcp()
  await page.addInitScript(mayBlockWindows)
  const config = widgetConfig(sandbox.origins, { ...ordinaryPolicy, ...policy })
  const words = languages[language]
  const json = { ...config, site: { ...config.site, locale: words.locale } }
  await page.route('**/config.json', (route) => route.fulfill({ json }))
  await page.goto(sandbox.origins.widget)
  await page.getByRole('button', { name: /Dana Rivera/ }).click()
  const stage = { sandbox, page, panel: page.locator('#panel'), softphone: page.frameLocator('#ccp iframe'), words }
  await stands(stage, words.noCall.title)
  return stage
}

/** Ends and clears what calls there are, and closes the charts: the stage is as it was before a moment. */
export async function endCalls(stage: Stage): Promise<void> {
  clearCalls(stage.sandbox)
  await stage.page.unrouteAll({ behavior: 'ignoreErrors' })
  for (const other of stage.page.context().pages()) if (other !== stage.page) await other.close()
  const again = button(stage, stage.words.fault.again)
  if (await again.isVisible()) await again.click()
  await stands(stage, stage.words.noCall.title)
  const list = stage.panel.getByRole('button', { name: stage.words.keys.show, expanded: true })
  if (await list.isVisible()) await list.press('?')
}

function clearCalls({ instance, epic }: Sandbox): void {
  Object.assign(epic.site, { fault: 'none', latencyMs: 0 })
  instance.ccpAgent = 'dana.rivera'
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
  const { onCall, contact } = stage.words
  await stands(stage, new RegExp(`^(?:${onCall('')}|${contact.active('')})`))
}

/** Presses a button of the softphone by its key: a click may miss what moves in so small a window as 320 by 256. */
export async function press({ softphone }: Stage, name: string): Promise<void> {
  await softphone.getByRole('button', { name }).press('Enter')
}

/** The family of four that shares a telephone, on the line. */
export async function household(stage: Stage): Promise<void> {
  await takeCall(stage, { number: '+16085550142' })
  await stands(stage, stage.words.shareNumber(4))
}

/** Types the birth date as this site's agents do, and leaves the focus there; `2015-07-01`. */
export async function typeDate({ panel, words }: Stage, date: string): Promise<void> {
  const [year, month, day] = date.split('-')
  const field = panel.getByPlaceholder(/^(?:MM DD|DD MM) /)
  await field.fill(words === es ? `${day}${month}${year}` : `${month}${day}${year}`)
  await field.focus()
}

/** From now on the broker refuses every call token with this. */
export async function refuseTokens(
  { page, sandbox }: Stage,
  status: number,
  code: IntegrationErrorCode,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After', ...more }
  await page.route(`${sandbox.origins.broker}/token`, (route) => route.fulfill({ status, headers, json: { code } }))
}

/** Fills the search form and searches. */
export async function searchByName(stage: Stage, given: string, family: string, birthDate: string): Promise<void> {
  const { panel, words } = stage
  await panel.getByLabel(words.given).fill(given)
  await panel.getByLabel(words.family).fill(family)
  await typeDate(stage, birthDate)
  await panel.getByRole('button', { name: words.search, exact: true }).click()
}

/** Leo's chart is open. */
export async function opened(stage: Stage): Promise<void> {
  await household(stage)
  await typeDate(stage, '2015-07-01')
  await button(stage, stage.words.openChartOf('Leo Kessler')).waitFor()
  await stage.page.keyboard.press('Enter')
  await button(stage, stage.words.wrongPatient).waitFor()
}

/** Words that begin so. */
export function beginning(words: string): RegExp {
  return new RegExp(`^${words}`)
}

/** A button of the panel. */
export function button({ panel }: Stage, name: string): Locator {
  return panel.getByRole('button', { name })
}

/** Plays a scene of the control room, as its button does. */
export async function playScene({ sandbox }: Pick<Stage, 'sandbox'>, scene: string): Promise<void> {
  const { controlRoom } = sandbox.origins
  const response = await fetch(`${controlRoom}/api/ring`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: controlRoom },
    body: JSON.stringify({ scene }),
  })
  if (!response.ok) throw new Error(`The control room answered ${response.status}: ${await response.text()}`)
}

/** Waits until words stand in the panel; what is only read aloud does not count. */
export async function stands({ panel, words }: Stage, said: string | RegExp, timeout = 15_000): Promise<void> {
  const shown = panel.locator(':not(.only-read-aloud, .only-read-aloud *)')
  const exact = said === words.noCall.title
  await panel.getByText(said, { exact }).and(shown).first().waitFor({ timeout })
}
