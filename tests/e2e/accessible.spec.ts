import { AxeBuilder } from '@axe-core/playwright'
import { type Site, sites, startSite } from '../../scripts/screens/sites.ts'
import { endCalls, signedIn, type Stage } from '../../scripts/screens/stage.ts'
import { expect, test } from './desk.ts'

// The moments of the pictures in docs/screens: what is looked at is also what is checked.
test.use({ isSignedIn: false, contextOptions: { reducedMotion: 'reduce' } })
test.setTimeout(300_000)

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}, 360 pixels wide`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 1_000 } })

    for (const site of sites) {
      test(`${nameOf(site)}: no barrier that axe knows in any moment, nothing cut off (R59)`, async ({ page }) => {
        await inEachMoment(page, site, async (name) => {
          const axe = new AxeBuilder({ page }).exclude('#ccp')
          // In the dark only the colours are others.
          const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze()
          const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
          expect.soft(findings, name).toEqual([])
          expect.soft(await widthOf(page), name).toBeLessThanOrEqual(360)
        })
      })
    }
  })
}

// A window of 1280 pixels at 400 % has 320 by 256 of them left (WCAG 2.2, 1.4.10).
test.describe('at 400 % zoom, with all motion reduced', () => {
  test.use({ viewport: { width: 320, height: 256 } })

  for (const site of sites) {
    test(`${nameOf(site)}: nothing is cut off or has to be scrolled sideways (R59)`, async ({ page }) => {
      await inEachMoment(page, site, async (name) => {
        expect.soft(await widthOf(page), name).toBeLessThanOrEqual(320)
        expect.soft(await page.evaluate(cutOff), name).toEqual([])
      })
    })
  }
})

function nameOf({ policy, moments }: Site): string {
  return Object.keys(policy).length === 0 ? 'an ordinary site' : moments.map(({ name }) => name).join(', ')
}

type Look = (name: string) => Promise<void>

async function inEachMoment(page: Stage['page'], site: Site, look: Look): Promise<void> {
  const sandbox = await startSite(site, 'dist', 400)
  const stage = await signedIn(sandbox, page)
  for (const { name, play } of site.moments) {
    await endCalls(stage)
    await play(stage)
    await look(name)
  }
  await sandbox.close()
}

function widthOf(page: Stage['page']): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth)
}

/** Runs in the page: texts that do not fit into the box that shows them. */
function cutOff(): string[] {
  return [...document.querySelectorAll<HTMLElement>('#panel *')]
    .filter(
      (element) => getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1,
    )
    .filter((element) => !element.classList.contains('only-read-aloud') && element.offsetWidth > 2)
    .map((element) => `${element.tagName} ${element.className}: ${element.textContent}`)
}
