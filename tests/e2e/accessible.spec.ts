import { arrivals } from '../../scripts/screens/arrivals.ts'
import { failureMoments } from '../../scripts/screens/failure-moments.ts'
import type { Moment } from '../../scripts/screens/moment.ts'
import { type Site, sites, startSite } from '../../scripts/screens/sites.ts'
import { endCalls, type languages, signedIn, type Stage } from '../../scripts/screens/stage.ts'
import { lookedAt, lookForBarriers } from './barriers.ts'
import { expect, test } from './desk.ts'

// The moments of the pictures in docs/screens: what is looked at is also what is checked.
test.use({ isSignedIn: false, viewport: lookedAt.viewport, contextOptions: lookedAt })
test.setTimeout(300_000)

const [ordinary, ...others] = sites as [Site, ...Site[]]
const title =
  'no barrier that axe knows, light or dark, nothing cut off, forced colours and 400 % zoom too, one voice (R59)'

for (const [index, moments] of chunksOf(ordinary.moments, 4).entries()) {
  test(`an ordinary site, part ${index + 1}, in each moment: ${title}`, async ({ page }) => {
    await inEachMoment(page, { ...ordinary, moments }, lookForBarriers)
  })
}

test(`other sites, in each moment: ${title}`, async ({ context }) => {
  for (const site of others) {
    const page = await context.newPage()
    await inEachMoment(page, site, lookForBarriers)
    await page.close()
  }
})

test(`in each failure that a search can end with: ${title}`, async ({ page }) => {
  await inEachMoment(page, { policy: {}, moments: failureMoments }, lookForBarriers)
})

for (const mode of ['call-scoped', 'launch'] as const) {
  test(`in place of the panel, with the sign-in of the mode ${mode}: ${title}`, async ({ browser }) => {
    const sandbox = await startSite({ policy: { mode }, moments: [] }, 'dist', 20)
    for (const { name, arrive } of arrivals.filter((arrival) => arrival.mode === mode)) {
      const context = await browser.newContext({ ...lookedAt, locale: 'en-US' })
      const page = await context.newPage()
      await arrive(page, sandbox)
      await lookForBarriers(page, name)
      await context.close()
    }
    await sandbox.close()
  })
}

test(`in Spanish, in each moment: ${title}`, async ({ page }) => {
  await inEachMoment(page, ordinary, lookForBarriers, 'es')
})

type Look = (page: Stage['page'], name: string) => Promise<void>

async function inEachMoment(
  page: Stage['page'],
  site: Site,
  look: Look,
  language: keyof typeof languages = 'en',
): Promise<void> {
  const sandbox = await startSite(site, 'dist', 400)
  const stage = await signedIn(sandbox, page, site.policy, language)
  for (const { name, play } of site.moments) {
    await test.step(name, async () => {
      await endCalls(stage)
      await play(stage)
      await look(page, name)
    })
  }
  await sandbox.close()
  expect(site.moments.length).toBeGreaterThan(0)
}

function chunksOf(moments: readonly Moment[], count: number): readonly (readonly Moment[])[] {
  const size = Math.ceil(moments.length / count)
  return Array.from({ length: count }, (_, index) => moments.slice(index * size, (index + 1) * size))
}
