import type { Moment } from './moment.ts'
import { blockWindows, button, household, opened, press, stands, typeDate } from './stage.ts'

/** From the press that opens a chart to the end of the work after the call. */
export const openingMoments: readonly Moment[] = [
  {
    name: 'opening',
    async play(stage) {
      const { page, words } = stage
      await household(stage)
      await typeDate(stage, '2015-07-01')
      await button(stage, words.openChartOf('Leo Kessler')).waitFor()
      await page.route('**/confirmation', () => undefined)
      await page.keyboard.press('Enter')
      await stands(stage, words.opening('Leo Kessler'))
    },
  },
  { name: 'opened', play: opened },
  {
    name: 'opened-for-someone-else',
    async play(stage) {
      const { page, panel, words } = stage
      await household(stage)
      await button(stage, words.caller.someoneElse).click()
      await panel.getByLabel(words.caller.name).fill('Mara Lindqvist')
      await panel.getByLabel(words.caller.relation).selectOption('facility')
      await typeDate(stage, '2015-07-01')
      await button(stage, words.openChartOf('Leo Kessler')).waitFor()
      await page.keyboard.press('Enter')
      await stands(stage, words.caller.authority)
    },
  },
  {
    name: 'window-blocked',
    async play(stage) {
      await blockWindows(stage, true)
      await opened(stage)
      await stands(stage, stage.words.blocked.title)
      await blockWindows(stage, false)
    },
  },
  {
    name: 'note-not-copied',
    async play(stage) {
      await opened(stage)
      await stage.page.evaluate(`navigator.clipboard.writeText = () => Promise.reject(new Error('played'))`)
      await button(stage, stage.words.note.copy).click()
      await stands(stage, stage.words.note.notCopied)
    },
  },
  {
    name: 'after-call',
    async play(stage) {
      await opened(stage)
      await press(stage, 'Hang up')
      await stands(stage, stage.words.callEnded)
    },
  },
  {
    name: 'wrong-patient',
    async play(stage) {
      await opened(stage)
      await button(stage, stage.words.wrongPatient).click()
      await stands(stage, stage.words.withdrawn.title)
    },
  },
]
