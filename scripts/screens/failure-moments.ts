import { type IntegrationErrorCode, integrationErrorCodes } from '../../src/domain/errors.ts'
import { failuresEn } from '../../src/ui/failures-en.ts'
import type { Moment } from './moment.ts'
import { button, household, refuseTokens, stands, takeCall, typeDate } from './stage.ts'

/** Codes that are waited out, or that no search ends with in this way. */
const waitedOut: readonly IntegrationErrorCode[] = ['contact-not-yet-yours']

/** Each failure of a search, from the table of their sentences: one that is added there is shown and checked here. */
export const failureMoments: readonly Moment[] = integrationErrorCodes
  .filter((code) => code in failuresEn && !waitedOut.includes(code))
  .map((code) => ({
    name: `failure-${code}`,
    async play(stage) {
      await refuseTokens(stage, 400, code)
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, stage.words.failures[code].title)
    },
  }))

/** The failures that a hospital sees oftenest, with what each offers. */
export const commonFailureMoments: readonly Moment[] = [
  {
    name: 'epic-unreachable',
    async play(stage) {
      stage.sandbox.epic.site.fault = 'down'
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, stage.words.failures['epic-unreachable'].title)
      stage.sandbox.epic.site.fault = 'none'
    },
  },
  {
    name: 'some-withheld',
    async play(stage) {
      await stage.sandbox.faults.turn(['epic/beside-4119'])
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, stage.words.someWithheld)
      await stage.sandbox.faults.turn([])
    },
  },
  {
    name: 'not-recorded',
    async play(stage) {
      const { page, words, sandbox } = stage
      await household(stage)
      await typeDate(stage, '2015-07-01')
      await button(stage, words.openChartOf('Leo Kessler')).waitFor()
      await sandbox.faults.turn(['audit/down'])
      await page.keyboard.press('Enter')
      await stands(stage, words.failures['audit-unavailable'].title)
      await sandbox.faults.turn([])
    },
  },
]
