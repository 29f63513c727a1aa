import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'

const moments: Readonly<Record<string, (desk: Desk) => Promise<unknown>>> = {
  'no call': async (desk) => expect(desk.says('No call', { exact: true })).toBeVisible(),
  ringing: async (desk) => {
    desk.ring('+16085550142')
    await expect(desk.says('Ringing')).toBeVisible()
  },
  'a household': async (desk) => {
    await desk.takeCall('+16085550142')
    await expect(desk.rows).toHaveCount(4)
  },
  'one who agrees': async (desk) => {
    await desk.takeCall('+16085550142')
    await desk.birthDate.fill('02291980')
    await expect(desk.button('Open chart of Ana Kessler')).toBeVisible()
  },
  twins: async (desk) => {
    await desk.takeCall('+16085550117')
    await desk.birthDate.fill('07012015')
    await expect(desk.heading('2 of 3 born that day')).toBeVisible()
  },
  'an impossible date': async (desk) => {
    await desk.takeCall('+16085550142')
    await desk.birthDate.fill('02301980')
    await expect(desk.says('No calendar has this day.')).toBeVisible()
  },
  'the search form': async (desk) => {
    await desk.takeCall('+16085550199')
    await expect(desk.says('Epic found nobody with this number')).toBeVisible()
    await desk.fillForm('Helen', '', '')
  },
  'a slow search': async (desk) => {
    desk.sandbox.epic.site.latencyMs = 6_000
    await desk.takeCall('+16085550142')
    await expect(desk.says('Still searching Epic')).toBeVisible()
  },
  'a failure': async (desk) => {
    desk.sandbox.epic.site.fault = 'html'
    await desk.takeCall('+16085550142')
    await expect(desk.button('Try again')).toBeVisible()
  },
  'the banner': async (desk) => {
    await desk.takeCall('+14145550107')
    await desk.openBy('12091951', 'Walter Nguyen')
    await desk.page.bringToFront()
  },
  'two calls': async (desk) => {
    await desk.takeCall('+14145550107')
    desk.ring('+16085550142')
    await expect(desk.panel.getByRole('navigation', { name: 'Contacts' })).toBeVisible()
  },
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}, 360 pixels wide`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 1_000 } })

    for (const [moment, come] of Object.entries(moments)) {
      test(`${moment}: no barrier that axe knows, nothing cut off (R59)`, async ({ desk }) => {
        await come(desk)
        const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
        const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
        expect(findings).toEqual([])
        expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      })
    }
  })
}
