import type { FrameLocator, Locator, Page } from '@playwright/test'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

/** A signed-in widget with no call, and the world around it. */
export interface Stage {
  readonly sandbox: Sandbox
  readonly page: Page
  readonly panel: Locator
  readonly softphone: FrameLocator
}

/** One thing an agent sees. `play` ends when it stands on the screen. */
export interface Moment {
  readonly name: string
  play(this: void, stage: Stage): Promise<void>
}

/** The moments of a call, in the order in which they come. */
export const moments: readonly Moment[] = [
  { name: 'no-call', play: ({ panel }) => panel.getByText('No call', { exact: true }).first().waitFor() },
  { name: 'ringing', play: ring },
  { name: 'household', play: household },
  {
    name: 'date-agrees',
    async play(stage) {
      await household(stage)
      await typeDate(stage, '07012015')
      await stage.panel.getByRole('button', { name: 'Open chart of Leo Kessler' }).waitFor()
    },
  },
  {
    name: 'twins',
    async play(stage) {
      await takeCall(stage, { number: '+16085550117' })
      await typeDate(stage, '07012015')
      await stage.panel.getByText('2 patients born that day are here').first().waitFor()
    },
  },
  {
    name: 'withheld',
    async play(stage) {
      await takeCall(stage, { scenario: 'withheld' })
      await stage.panel.getByLabel('First name').fill('Ana')
      await stage.panel
        .getByText(/last name, birth date/)
        .first()
        .waitFor()
    },
  },
  {
    name: 'none',
    async play(stage) {
      await takeCall(stage, { number: '+16085550199' })
      await stage.panel.getByText('Epic found nobody with this number').first().waitFor()
    },
  },
  {
    name: 'too-many',
    async play(stage) {
      await takeCall(stage, { number: '+16085550190' })
      await stage.panel.getByText('patients share this number (a facility?)').first().waitFor()
    },
  },
  {
    name: 'epic-unreachable',
    async play(stage) {
      stage.sandbox.epic.site.fault = 'down'
      await takeCall(stage, { number: '+16085550142' })
      await stage.panel.getByText('Epic cannot be reached').first().waitFor({ timeout: 15_000 })
      stage.sandbox.epic.site.fault = 'none'
    },
  },
  { name: 'opened', play: opened },
  {
    name: 'two-contacts',
    async play(stage) {
      await household(stage)
      stage.sandbox.instance.ring({ number: '+14145550107' })
      await stage.panel.getByRole('navigation', { name: 'Contacts' }).waitFor()
    },
  },
  {
    name: 'wrong-patient',
    async play(stage) {
      await opened(stage)
      await stage.panel.getByRole('button', { name: 'Wrong patient' }).click()
      await stage.panel.getByText('Taken back').first().waitFor()
    },
  },
]

type Ring = NonNullable<Parameters<Sandbox['instance']['ring']>[0]>

async function ring({ sandbox, panel }: Stage): Promise<void> {
  sandbox.instance.ring({ number: '+16085550142', attributes: { reason: 'Appointment', language: 'en' } })
  await panel.getByText('Answer to see who this may be about').first().waitFor()
}

async function takeCall({ sandbox, panel, softphone }: Stage, call: Ring): Promise<void> {
  sandbox.instance.ring(call)
  await softphone.getByRole('button', { name: 'Accept' }).click()
  await panel
    .getByText(/^On call/)
    .first()
    .waitFor()
}

async function household(stage: Stage): Promise<void> {
  await takeCall(stage, { number: '+16085550142' })
  await stage.panel.getByText('4 patients share this number').first().waitFor()
}

async function opened(stage: Stage): Promise<void> {
  await household(stage)
  await typeDate(stage, '07012015')
  await stage.panel.getByRole('button', { name: /Open chart of Leo/ }).waitFor()
  await stage.page.keyboard.press('Enter')
  await stage.panel
    .getByText(/opened \d/)
    .first()
    .waitFor()
}

async function typeDate({ panel }: Stage, digits: string): Promise<void> {
  await panel.getByPlaceholder('MM DD YYYY').fill(digits)
  await panel.getByPlaceholder('MM DD YYYY').focus()
}
