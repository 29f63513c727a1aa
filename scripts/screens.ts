import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Locator, Page } from '@playwright/test'
import type { Sandbox } from '../src/sandbox/sandbox.ts'
import { buildWidget } from './built-widget.ts'
import { openChromium } from './open-chromium.ts'
import { arrivals } from './screens/arrivals.ts'
import { moments } from './screens/moments.ts'
import { withPalette } from './screens/palette-png.ts'
import { type Site, sites, startSite } from './screens/sites.ts'
import { endCalls, type languages, signedIn } from './screens/stage.ts'

const narrow = { width: 360, height: 1_100 }
const wide = { width: 1_280, height: 720 }

/** The ways in which the panel is looked at; where a look names moments, only those are kept. */
interface Look extends Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'forcedColors'> {
  readonly moments?: readonly string[]
  readonly language?: keyof typeof languages
}

const few = ['household', 'date-agrees', 'withheld', 'opened', 'two-contacts']
const looks: Readonly<Record<string, Look>> = {
  light: { viewport: narrow, colorScheme: 'light' },
  dark: { viewport: narrow, colorScheme: 'dark' },
  forced: { viewport: narrow, forcedColors: 'active', moments: few },
  narrow: { viewport: { width: 320, height: 1_100 }, colorScheme: 'light', moments: few },
  spanish: { viewport: narrow, colorScheme: 'light', moments: few, language: 'es' },
}
/** Shown with the softphone too. */
const wholePages = new Set(['household', 'opened'])
/** The picture of the README. */
const together = ['household', 'date-agrees', 'opened']
/** Repositories keep every version of a picture for ever. */
const mostBytes = 60 * 1_024

const help = `Takes the pictures of docs/screens/ anew.

  npm run screens -- [MOMENT …] [--out DIR] [--every-look]

  --out DIR       into this folder
  --every-look    every moment in every look: ${Object.keys(looks).join(', ')}
`
const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, 'every-look': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
})
const folder = values.out === undefined ? new URL('../docs/screens/', import.meta.url) : pathToFileURL(`${values.out}/`)

/** `npm run screens`: takes all pictures, or those of the moments named on the command line. */
async function start(): Promise<void> {
  if (values.help === true) return console.log(help)

  const names = [...sites.flatMap((site) => site.moments), ...arrivals].map(({ name }) => name)
  const unknown = asked.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    console.error(`There is no moment ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
    process.exitCode = 1
    return
  }
  await mkdir(folder, { recursive: true })
  const widget = await buildWidget()
  const browser = await openChromium()
  try {
    for (const site of sites) await takeSite(browser, widget.dir, site)
    await takeArrivals(browser, widget.dir)
    if (asked.length === 0) await composePanel(browser)
  } finally {
    await browser.close()
    await widget.remove()
  }
}

async function takeSite(browser: Browser, dir: string, site: Site): Promise<void> {
  const sandbox = await startSite(site, dir, 2_000)
  try {
    for (const [name, look] of Object.entries(looks)) await takeLook(browser, sandbox, site, name, look)
    if (asked.length > 0 || site !== sites[0]) return

    for (const scheme of ['light', 'dark'] as const) await takeControlRoom(browser, sandbox, scheme, narrow)
    await takeControlRoom(browser, sandbox, 'light', wide)
    await takeWide(browser, sandbox)
  } finally {
    await sandbox.close()
  }
}

async function takeLook(browser: Browser, sandbox: Sandbox, site: Site, look: string, how: Look): Promise<void> {
  const { moments: kept, language, ...options } = how
  const isKept = (name: string) => kept === undefined || values['every-look'] === true || kept.includes(name)
  const chosen = site.moments.filter(({ name }) => isKept(name) && isAsked(name))
  if (chosen.length === 0) return

  const context = await browser.newContext({ ...options, ...place })
  const stage = await signedIn(sandbox, await context.newPage(), site.policy, language)
  for (const { name, play } of chosen) {
    await endCalls(stage)
    await play(stage)
    await take(stage.panel, `${name}-${look}`)
    if (wholePages.has(name) && kept === undefined) await take(stage.page, `${name}-page-${look}`)
  }
  await context.close()
}

const place = { locale: 'en-US', timezoneId: 'America/Chicago', reducedMotion: 'reduce' } as const

async function takeControlRoom(
  browser: Browser,
  sandbox: Sandbox,
  colorScheme: 'light' | 'dark',
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
  const context = await browser.newContext({ viewport: wide, colorScheme: 'light', ...place })
  const stage = await signedIn(sandbox, await context.newPage())
  await endCalls(stage)
  await moments.find(({ name }) => name === 'date-agrees')?.play(stage)
  await take(stage.page, 'wide-light')
  await endCalls(stage)
  await context.close()
}

/** What stands in place of the panel, each on a page of its own. */
async function takeArrivals(browser: Browser, dir: string): Promise<void> {
  for (const mode of ['call-scoped', 'launch'] as const) {
    const sandbox = await startSite({ policy: { mode }, moments: [] }, dir, 20)
    const chosen = arrivals.filter((arrival) => arrival.mode === mode && isAsked(arrival.name))
    for (const { name, arrive } of chosen) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ viewport: narrow, colorScheme, ...place })
        const page = await context.newPage()
        await arrive(page, sandbox)
        await take(page.locator('#panel'), `${name}-${colorScheme}`)
        await context.close()
      }
    }
    await sandbox.close()
  }
}

function isAsked(name: string): boolean {
  return asked.length === 0 || asked.includes(name)
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
