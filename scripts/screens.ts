import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { Browser, Locator, Page } from '@playwright/test'
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts'
import { buildWidget } from './built-widget.ts'
import { openChromium } from './open-chromium.ts'
import { type Moment, moments, type Stage } from './screens/moments.ts'
import { withPalette } from './screens/palette-png.ts'

type Scheme = 'light' | 'dark'

const folder = new URL('../docs/screens/', import.meta.url)
const narrow = { width: 360, height: 1_100 }
const wide = { width: 1_280, height: 720 }
/** Shown with the softphone too. */
const wholePages = new Set(['household', 'opened'])
/** The picture of the README. */
const together = ['household', 'date-agrees', 'opened']
/** Repositories keep every version of a picture for ever. */
const mostBytes = 60 * 1_024

/** `npm run screens`: takes the pictures of `docs/screens/` anew. Moments named on the command line are taken alone. */
async function start(): Promise<void> {
  const asked = process.argv.slice(2)
  const chosen = moments.filter(({ name }) => asked.length === 0 || asked.includes(name))
  const unknown = asked.filter((name) => !moments.some((moment) => moment.name === name))
  if (unknown.length > 0) {
    console.error(`There is no moment ${unknown.join(', ')}. There are: ${moments.map(({ name }) => name).join(', ')}.`)
    process.exitCode = 1
    return
  }
  await mkdir(folder, { recursive: true })
  const widget = await buildWidget()
  try {
    await takeAll(widget.dir, chosen, asked.length === 0)
  } finally {
    await widget.remove()
  }
}

async function takeAll(dir: string, chosen: readonly Moment[], isWhole: boolean): Promise<void> {
  const policy = { budgetPerHour: 1_000, budgetPerDay: 1_000 }
  const sandbox = await startSandbox({ ports: 'free', people: { size: 2_000 }, widget: { dir }, policy })
  sandbox.instance.settings.agentInfoLagMs = 0
  sandbox.instance.settings.ringTimeoutMs = 120_000
  const browser = await openChromium()
  try {
    for (const scheme of ['light', 'dark'] as const) await takeScheme(browser, sandbox, scheme, chosen)
    if (!isWhole) return

    for (const scheme of ['light', 'dark'] as const) await takeControlRoom(browser, sandbox, scheme, narrow)
    await takeControlRoom(browser, sandbox, 'light', wide)
    await takeWide(browser, sandbox)
    await composePanel(browser)
  } finally {
    await browser.close()
    await sandbox.close()
  }
}

async function takeScheme(
  browser: Browser,
  sandbox: Sandbox,
  scheme: Scheme,
  chosen: readonly Moment[],
): Promise<void> {
  const stage = await signedIn(browser, sandbox, scheme, narrow)
  for (const { name, play } of chosen) {
    await play(stage)
    await take(stage.panel, `${name}-${scheme}`)
    if (wholePages.has(name)) await take(stage.page, `${name}-page-${scheme}`)
    await endCalls(stage)
  }
  await stage.page.context().close()
}

async function signedIn(
  browser: Browser,
  sandbox: Sandbox,
  colorScheme: Scheme,
  viewport: typeof narrow,
): Promise<Stage> {
  const context = await browser.newContext({ viewport, colorScheme, ...place })
  const page = await context.newPage()
  await page.goto(sandbox.origins.widget)
  await page.getByRole('button', { name: /Dana Rivera/ }).click()
  const panel = page.locator('#panel')
  await panel.getByText('No call', { exact: true }).waitFor()
  return { sandbox, page, panel, softphone: page.frameLocator('#ccp iframe') }
}

const place = { locale: 'en-US', timezoneId: 'America/Chicago', reducedMotion: 'reduce' } as const

async function endCalls({ sandbox: { instance }, page, panel }: Stage): Promise<void> {
  for (const { contactId, disconnectedAt } of instance.shownTo(instance.ccpAgent)) {
    if (disconnectedAt === null) instance.hangUp(contactId)
    instance.clear(contactId)
  }
  for (const other of page.context().pages()) if (other !== page) await other.close()
  await panel.getByText('No call', { exact: true }).waitFor()
}

async function takeControlRoom(
  browser: Browser,
  sandbox: Sandbox,
  colorScheme: Scheme,
  viewport: typeof narrow,
): Promise<void> {
  const context = await browser.newContext({ viewport, colorScheme, ...place })
  const page = await context.newPage()
  await page.goto(sandbox.origins.controlRoom)
  await page.getByRole('button', { name: 'Household' }).first().waitFor()
  await take(page, `control-room-${viewport === wide ? 'wide-' : ''}${colorScheme}`)
  await context.close()
}

/** The widget on a desk's screen: the softphone beside the panel. */
async function takeWide(browser: Browser, sandbox: Sandbox): Promise<void> {
  const stage = await signedIn(browser, sandbox, 'light', wide)
  await moments.find(({ name }) => name === 'date-agrees')?.play(stage)
  await take(stage.page, 'wide-light')
  await endCalls(stage)
  await stage.page.context().close()
}

/** Three pictures side by side, put together by the browser that took them. */
async function composePanel(browser: Browser): Promise<void> {
  const images = await Promise.all(
    together.map(async (name) => {
      const png = await readFile(new URL(`${name}-light.png`, folder))
      return `<img src="data:image/png;base64,${png.toString('base64')}">`
    }),
  )
  const page = await browser.newPage({ viewport: { width: 1_160, height: 900 } })
  await page.setContent(`<style>
    body { margin: 0 }
    main { display: flex; gap: 16px; padding: 16px; width: max-content; background: #e9ebed; align-items: flex-start }
    img { display: block; border-radius: 8px }
  </style><main>${images.join('')}</main>`)
  await take(page.locator('main'), 'panel')
  await page.close()
}

/** Writes a picture once nothing moves any more. */
async function take(what: Page | Locator, name: string): Promise<void> {
  const png = withPalette(await what.screenshot({ animations: 'disabled', scale: 'css' }))
  await writeFile(new URL(`${name}.png`, folder), png)
  console.log(`${name}.png  ${Math.ceil(png.byteLength / 1_024)} KB${png.byteLength > mostBytes ? '  too large' : ''}`)
}

await start()
