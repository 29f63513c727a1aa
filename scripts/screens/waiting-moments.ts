import type { Moment } from './moment.ts'
import {
  blockWindows,
  button,
  household,
  opened,
  refuseTokens,
  type Stage,
  stands,
  takeCall,
  typeDate,
} from './stage.ts'

/** What is not there yet, or no longer: Connect's word, appointments, Epic's answer, the agent's own sign-in. */
export const waitingMoments: readonly Moment[] = [
  {
    name: 'waiting-for-connect',
    async play(stage) {
      // So late that the broker's next word would come after the end of this try, as from a broker in a crowd.
      await refuseTokens(stage, 409, 'contact-not-yet-yours', { 'Retry-After': '8' })
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, stage.words.waitingForConnect)
      await button(stage, stage.words.searchByName).waitFor()
    },
  },
  {
    name: 'appointments-loading',
    async play(stage) {
      await stage.page.route('**/Appointment/_search', () => undefined)
      await opened(stage)
      await stands(stage, stage.words.appointments.loading)
    },
  },
  {
    name: 'appointments-withheld',
    async play(stage) {
      const { sandbox, page, words } = stage
      sandbox.epic.site.appointments = 'no-surgeries'
      await household(stage)
      await typeDate(stage, '1980-02-29')
      await button(stage, words.openChartOf('Ana Kessler')).waitFor()
      await page.keyboard.press('Enter')
      await stands(stage, words.appointments.someWithheld)
      sandbox.epic.site.appointments = 'all'
    },
  },
  { name: 'sign-in-over', play: signInOver },
  {
    name: 'sign-in-blocked',
    async play(stage) {
      await signInOver(stage)
      await blockWindows(stage, true)
      await button(stage, stage.words.signIn).click()
      await stands(stage, stage.words.signInBlocked.title)
      await blockWindows(stage, false)
    },
  },
  {
    name: 'epic-too-slow',
    async play(stage) {
      stage.sandbox.epic.site.fault = 'never'
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, stage.words.failures['epic-too-slow'].title)
      stage.sandbox.epic.site.fault = 'none'
    },
  },
]

/** The broker takes the agent's token no longer, in the middle of a call. */
async function signInOver(stage: Stage): Promise<void> {
  await refuseTokens(stage, 403, 'agent-not-signed-in')
  await takeCall(stage, { number: '+16085550142' })
  await stands(stage, stage.words.failures['agent-not-signed-in'].title)
}
