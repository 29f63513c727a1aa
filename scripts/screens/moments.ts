import {
  accept,
  blockWindows,
  household,
  opened,
  playScene,
  press,
  type Stage,
  stands,
  takeCall,
  typeDate,
} from './stage.ts'

/** One thing an agent sees. `play` ends when it stands on the screen. */
export interface Moment {
  readonly name: string
  play(this: void, stage: Stage): Promise<unknown>
}

/** The moments of a call at an ordinary site, in the order in which they come. */
export const moments: readonly Moment[] = [
  { name: 'no-call', play: (stage) => stands(stage, 'No call') },
  {
    name: 'keys',
    async play(stage) {
      await stage.panel.getByRole('button', { name: 'List of keys' }).press('?')
      await stands(stage, 'Show or close this list')
    },
  },
  {
    name: 'ringing',
    async play(stage) {
      const attributes = { reason: 'Appointment', language: 'es-US' }
      stage.sandbox.instance.ring({ number: '+16085550142', attributes })
      await stands(stage, 'Answer to see who this may be about')
    },
  },
  {
    name: 'still-searching',
    async play(stage) {
      stage.sandbox.epic.site.latencyMs = 6_500
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, 'Still searching Epic')
    },
  },
  { name: 'household', play: household },
  {
    name: 'date-agrees',
    async play(stage) {
      await household(stage)
      await typeDate(stage, '07012015')
      await stands(stage, 'Open chart of Leo Kessler')
    },
  },
  {
    name: 'date-impossible',
    async play(stage) {
      await household(stage)
      await typeDate(stage, '02302015')
      await stands(stage, 'No calendar has this day.')
    },
  },
  {
    name: 'nobody-born-that-day',
    async play(stage) {
      await household(stage)
      await typeDate(stage, '12091951')
      await stands(stage, 'Nobody here was born on that date')
    },
  },
  { name: 'twins', play: twinsBornThatDay },
  {
    name: 'twin-told',
    async play(stage) {
      await twinsBornThatDay(stage)
      await stage.panel.getByLabel('First name the caller gives').fill('ida')
      await stands(stage, 'Open chart of Ida Okafor')
    },
  },
  {
    name: 'senior-junior',
    async play(stage) {
      await takeCall(stage, { number: '+16085550123' })
      await stands(stage, '2 patients share this number')
    },
  },
  {
    name: 'one-died',
    async play(stage) {
      await takeCall(stage, { number: '+16085550171' })
      await stands(stage, '2 patients share this number')
    },
  },
  {
    name: 'withheld',
    async play(stage) {
      await takeCall(stage, { scenario: 'withheld' })
      await stage.panel.getByLabel('First name').fill('Ana')
      await stands(stage, /last name, birth date/)
    },
  },
  {
    name: 'record-number',
    async play(stage) {
      await takeCall(stage, { scenario: 'withheld' })
      await stage.panel.getByRole('button', { name: 'Record number instead' }).click()
      await stage.panel.getByRole('textbox', { name: 'Record number' }).fill('xxx-xx-0311')
      await stands(stage, /Part of this number is hidden/)
    },
  },
  {
    name: 'none',
    async play(stage) {
      await takeCall(stage, { number: '+16085550199' })
      await stands(stage, 'Epic shows nobody with this number')
    },
  },
  {
    name: 'too-many',
    async play(stage) {
      await takeCall(stage, { number: '+16085550190' })
      await stands(stage, /patients share this number \(a facility\?\)/)
    },
  },
  {
    name: 'someone-else',
    async play(stage) {
      await household(stage)
      await stage.panel.getByRole('button', { name: 'Calling for someone else' }).click()
      await stage.panel.getByLabel('Caller’s name').fill('Mara Lindqvist')
      await stands(stage, 'Search Epic for the patient')
    },
  },
  {
    name: 'epic-unreachable',
    async play(stage) {
      stage.sandbox.epic.site.fault = 'down'
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, 'Epic cannot be reached')
      stage.sandbox.epic.site.fault = 'none'
    },
  },
  { name: 'opened', play: opened },
  {
    name: 'window-blocked',
    async play(stage) {
      await blockWindows(stage, true)
      await opened(stage)
      await stands(stage, 'The browser blocked the chart’s window')
      await blockWindows(stage, false)
    },
  },
  {
    name: 'after-call',
    async play(stage) {
      await opened(stage)
      await press(stage, 'Hang up')
      await stands(stage, 'Call ended')
    },
  },
  {
    name: 'wrong-patient',
    async play(stage) {
      await opened(stage)
      await stage.panel.getByRole('button', { name: 'Wrong patient' }).click()
      await stands(stage, 'Taken back')
    },
  },
  {
    name: 'on-hold',
    async play(stage) {
      await household(stage)
      await press(stage, 'Hold')
      await stands(stage, /^On hold/)
    },
  },
  {
    name: 'two-contacts',
    async play(stage) {
      await household(stage)
      stage.sandbox.instance.ring({ number: '+14145550107' })
      await stage.panel.getByRole('navigation', { name: 'Contacts' }).waitFor()
    },
  },
  {
    name: 'transferred',
    async play(stage) {
      await playScene(stage, 'transfer-confirmed')
      await accept(stage)
      await stands(stage, 'confirmed by an earlier agent on this call')
    },
  },
  {
    name: 'chat',
    async play(stage) {
      await playScene(stage, 'chat-number')
      await accept(stage)
      await stands(stage, /Patients are searched for calls alone/)
    },
  },
  {
    name: 'softphone-signed-out',
    async play(stage) {
      stage.sandbox.instance.logOutCcp()
      await stands(stage, 'Signed out of Amazon Connect')
    },
  },
]

async function twinsBornThatDay(stage: Stage): Promise<void> {
  await takeCall(stage, { number: '+16085550117' })
  await stands(stage, '3 patients share this number')
  await typeDate(stage, '07012015')
  await stands(stage, '2 patients born that day are here')
}
