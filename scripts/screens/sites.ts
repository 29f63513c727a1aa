import { makePeople } from '../../src/sandbox/epic/people/population.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import type { SitePolicySettings } from '../../src/sandbox/site-settings.ts'
import { certainMatchMoments } from './certain-match-moments.ts'
import { emergencyMoments } from './emergency-moments.ts'
import type { Moment } from './moment.ts'
import { moments } from './moments.ts'
import { oddPeople } from './odd-people.ts'
import { beginning, button, household, opened, stands, takeCall, typeDate } from './stage.ts'

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
    moments: certainMatchMoments,
  },
  {
    policy: { emergency: 'allowed' },
    moments: emergencyMoments,
  },
  {
    policy: { verification: 'birth-date, name; 1 of record-number-tail, town', emergency: 'allowed' },
    moments: [
      {
        name: 'one-identifier-more',
        async play(stage) {
          await household(stage)
          await typeDate(stage, '2015-07-01')
          await stands(stage, beginning(stage.words.verification.needs('')))
        },
      },
      {
        name: 'emergency',
        async play(stage) {
          const { panel, words } = stage
          const { emergency } = words.verification
          await household(stage)
          await panel.getByRole('radio').first().check()
          await button(stage, emergency.begin).click()
          await panel.getByLabel(emergency.reason).fill('not breathing')
          await stands(stage, beginning(emergency.open('')))
        },
      },
      {
        name: 'opened-in-emergency',
        async play(stage) {
          const { panel, words } = stage
          const { emergency } = words.verification
          await household(stage)
          await typeDate(stage, '2015-07-01')
          await panel.getByRole('radio').first().check()
          await button(stage, emergency.begin).click()
          await panel.getByLabel(emergency.reason).fill('not breathing')
          await button(stage, emergency.open('')).click()
          await button(stage, words.wrongPatient).waitFor()
        },
      },
    ],
  },
  {
    policy: { pick: 'row' },
    moments: [
      {
        name: 'row-to-pick',
        async play(stage) {
          await household(stage)
          await typeDate(stage, '2015-07-01')
          await stands(stage, stage.words.verification.pickRow)
        },
      },
    ],
  },
  {
    policy: { verification: 'birth-date, name-letters' },
    moments: [
      {
        name: 'letters-of-the-name',
        async play(stage) {
          const { panel, words } = stage
          await household(stage)
          await typeDate(stage, '2015-07-01')
          await panel.getByLabel(words.verification.fields['name-letters']).fill('Kes')
          await button(stage, words.openChartOf('')).waitFor()
        },
      },
    ],
  },
  {
    policy: { otherChannels: 'allowed' },
    moments: [
      {
        name: 'chat-searched',
        async play(stage) {
          const attributes = { customerNumber: '+16085550142' }
          await takeCall(stage, { number: null, scenario: 'chat', attributes })
          await stands(stage, /\(608\) 555-0142/)
        },
      },
    ],
  },
  {
    policy: { mode: 'launch' },
    moments: [
      {
        name: 'restricted',
        async play(stage) {
          await stage.sandbox.faults.turn(['epic/restricted-4130'])
          await takeCall(stage, { number: '+16085550142' })
          await stands(stage, stage.words.failures['epic-restricted'].title)
          await stage.sandbox.faults.turn([])
        },
      },
      {
        name: 'not-withdrawn',
        async play(stage) {
          await opened(stage)
          await button(stage, stage.words.wrongPatient).click()
          await stands(stage, stage.words.failures['withdrawal-not-recorded'].title)
        },
      },
    ],
  },
]

/** The site's world, around the widget of a folder: no call is late, missed or too many while its moments are played. */
export async function startSite({ policy }: Site, dir: string, people: number): Promise<Sandbox> {
  const sandbox = await startSandbox({
    ports: 'free',
    people: [...makePeople({ size: people }), ...oddPeople()],
    widget: { dir },
    policy: { ...policy, budgetPerHour: 1_000, budgetPerDay: 1_000 },
  })
  sandbox.instance.settings.agentInfoLagMs = 0
  sandbox.instance.settings.ringTimeoutMs = 120_000
  return sandbox
}
