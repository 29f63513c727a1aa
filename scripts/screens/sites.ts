import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import type { SitePolicySettings } from '../../src/sandbox/site-settings.ts'
import { type Moment, moments } from './moments.ts'
import { household, stands, takeCall, typeDate } from './stage.ts'

/** A hospital that decided this, and the moments that only its agents see. */
export interface Site {
  readonly policy: Partial<SitePolicySettings>
  readonly moments: readonly Moment[]
}

/** All sites whose moments are shown; the ordinary one first. */
export const sites: readonly Site[] = [
  { policy: {}, moments },
  {
    policy: { phoneSearch: 'refused' },
    moments: [
      {
        name: 'certain-match',
        async play(stage) {
          await takeCall(stage, { number: '+16085550131' })
          await stage.panel.getByLabel('First name').fill('Maria')
          await stage.panel.getByLabel('Last name').fill('Garcia')
          await typeDate(stage, '04041990')
          await stage.panel.getByRole('button', { name: 'Search', exact: true }).click()
          await stands(stage, '★ Epic is certain')
        },
      },
    ],
  },
  {
    policy: { verification: 'birth-date, name; 1 of record-number-tail, town', emergency: 'allowed' },
    moments: [
      {
        name: 'one-identifier-more',
        async play(stage) {
          await household(stage)
          await typeDate(stage, '07012015')
          await stands(stage, /Needs: 1 of/)
        },
      },
      {
        name: 'emergency',
        async play(stage) {
          await household(stage)
          await stage.panel.getByRole('radio').first().check()
          await stage.panel.getByRole('button', { name: 'Emergency: open with less' }).click()
          await stage.panel.getByLabel('Reason, without names, dates or numbers').fill('not breathing')
          await stands(stage, /Open in an emergency/)
        },
      },
    ],
  },
]

/** The site's world, around the widget of a folder: no call is late, missed or too many while its moments are played. */
export async function startSite({ policy }: Site, dir: string, people: number): Promise<Sandbox> {
  const sandbox = await startSandbox({
    ports: 'free',
    people: { size: people },
    widget: { dir },
    policy: { ...policy, budgetPerHour: 1_000, budgetPerDay: 1_000 },
  })
  sandbox.instance.settings.agentInfoLagMs = 0
  sandbox.instance.settings.ringTimeoutMs = 120_000
  return sandbox
}
