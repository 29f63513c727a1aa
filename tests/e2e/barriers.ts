import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './desk.ts'

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>
/** Which rules axe is asked for; all of them where none is named. */
type RunOptions = { readonly runOnly?: readonly string[] }

const narrow = { width: 360, height: 1_000 }
/** A window of 1280 pixels at 400 % has 320 by 256 of them left (WCAG 2.2, 1.4.10). */
const zoomed = { width: 320, height: 256 }

/** Playwright's options for a page that is looked at: what moves would be looked at half-way. */
export const lookedAt = { viewport: narrow, reducedMotion: 'reduce', colorScheme: 'light' } as const

/**
 * Looks at what stands on the page: no barrier that axe knows, in the light and in the dark (where only the colours are
 * others); nothing cut off or to be scrolled sideways, in forced colours and at 400 % zoom neither; and one voice. Findings are soft, so that one run tells all of them.
 */
export async function lookForBarriers(page: Page, name: string): Promise<void> {
  // The window of a chart may be in front, and a page behind another is hardly ever drawn.
  await page.bringToFront()
  const findings = await findBarriers(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(drawn)
  const inTheDark = await findBarriers(page, { runOnly: ['color-contrast'] })
  findings.push(...inTheDark.map((finding) => `dark: ${finding}`))
  // Axe reads the colours of the style sheets there, which are not those that are seen; borders and sizes are others too.
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
  findings.push(...(await page.evaluate(tooWide)).map((finding) => `forced colours: ${finding}`))
  await page.emulateMedia({ forcedColors: 'none' })
  findings.push(...(await page.evaluate(tooWide)).map((finding) => `360 pixels: ${finding}`))
  await page.setViewportSize(zoomed)
  findings.push(...(await page.evaluate(tooWide)).map((finding) => `400 %: ${finding}`))
  await page.setViewportSize(narrow)
  findings.push(...(await page.evaluate(voices)))
  expect.soft(findings, name).toEqual([])
}

/**
 * What axe finds on the whole page but the softphone, which is Amazon's. Playwright's axe is put into the page once, and
 * asked there from then on: it would be put there anew for each look, and take longer than the rest of a moment.
 */
async function findBarriers(page: Page, options: RunOptions): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await new AxeBuilder({ page }).setLegacyMode(true).include('body').withRules('html-has-lang').analyze()
  const { violations } = await page.evaluate((options) => {
    const { axe } = window as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }
    return axe.run({ exclude: ['#ccp'] }, { ...options, iframes: false, resultTypes: ['violations'] })
  }, options)
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

/** Runs in the page: ends once a change of the colours is drawn. */
function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
}

/** Runs in the page: what has to be scrolled sideways, and texts that do not fit into the box that shows them. */
function tooWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  const cutOff = [...document.querySelectorAll<HTMLElement>('#panel *')]
    .filter(
      (element) => getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1,
    )
    .filter((element) => element.closest('.only-read-aloud') === null && element.offsetWidth > 2)
    .map((element) => `cut off: ${element.tagName} ${element.className}: ${element.textContent}`)
  return scrollWidth > clientWidth ? [...cutOff, `${scrollWidth} pixels wide`] : cutOff
}

/**
 * Runs in the page: what is read aloud beside the panel's one polite region. A field that holds what cannot be may
 * interrupt, as Cloudscape has it; a notice in place of the panel is an alert, and the only voice.
 */
function voices(): string[] {
  const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], output'
  const found = [...document.querySelectorAll(live)].filter((element) => element.closest('#ccp') === null)
  const isStart = document.querySelector('#panel > .start') !== null
  const own = found.filter((element) => element.matches(isStart ? '#panel > .start > [role=alert]' : '.panel > output'))
  const others = found.filter(
    (element) => !own.includes(element) && !(element.matches('body > [aria-live=assertive]') && !isStart),
  )
  const counted = own.length === 1 ? [] : [`${own.length} regions of its own are read aloud`]
  return [...counted, ...others.map((element) => `read aloud too: ${element.outerHTML.slice(0, 120)}`)]
}
