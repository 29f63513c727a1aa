import type { Moment } from './moment.ts'
import { button, household, type Stage, stands, takeCall, typeDate } from './stage.ts'

/** From no call to the person who is meant: every way a search can come out, at an ordinary site. */
export const findingMoments: readonly Moment[] = [
  { name: 'no-call', play: (stage) => stands(stage, stage.words.noCall.title) },
  {
    name: 'keys',
    async play(stage) {
      await button(stage, stage.words.keys.show).press('?')
      await stands(stage, stage.words.keys.scope)
    },
  },
  {
    name: 'ringing',
    async play(stage) {
      const attributes = { reason: 'Appointment', language: 'zh-Hant' }
      stage.sandbox.instance.ring({ number: '+16085550142', attributes })
      await stands(stage, stage.words.answerToSee.title)
    },
  },
  {
    name: 'searching',
    async play(stage) {
      stage.sandbox.epic.site.latencyMs = 2_900
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, stage.words.searching)
    },
  },
  {
    name: 'still-searching',
    async play(stage) {
      stage.sandbox.epic.site.latencyMs = 6_500
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, stage.words.stillSearching)
    },
  },
  { name: 'household', play: household },
  {
    name: 'one-person',
    async play(stage) {
      await takeCall(stage, { number: '+14145550107' })
      await stands(stage, stage.words.shareNumber(1))
    },
  },
  {
    name: 'date-asked',
    async play(stage) {
      await household(stage)
      await stage.panel.getByPlaceholder(/^(?:MM DD|DD MM) /).press('Enter')
      await stands(stage, stage.words.askNext['birth-date'])
    },
  },
  {
    name: 'date-agrees',
    async play(stage) {
      await household(stage)
      await typeDate(stage, '2015-07-01')
      await stands(stage, stage.words.openChartOf('Leo Kessler'))
    },
  },
  {
    name: 'date-impossible',
    async play(stage) {
      await household(stage)
      await typeDate(stage, '2015-02-30')
      await stands(stage, stage.words.impossibleDate['no-such-day'])
    },
  },
  {
    name: 'nobody-born-that-day',
    async play(stage) {
      await household(stage)
      await typeDate(stage, '1951-12-09')
      await stands(stage, stage.words.nobodyBornThatDay.title)
    },
  },
  {
    name: 'row-differs',
    async play(stage) {
      await household(stage)
      await typeDate(stage, '2015-07-01')
      await stage.panel.locator('label').filter({ hasText: 'Rosa' }).getByRole('radio').check()
      await stands(stage, stage.words.chosenDiffers('Rosa Kessler'))
    },
  },
  { name: 'twins', play: twinsBornThatDay },
  {
    name: 'twin-told',
    async play(stage) {
      await twinsBornThatDay(stage)
      await stage.panel.getByLabel(stage.words.answers.given).fill('ida')
      await stands(stage, stage.words.openChartOf('Ida Okafor'))
    },
  },
  {
    name: 'answer-not-heard',
    async play(stage) {
      await twinsBornThatDay(stage)
      await stage.panel.getByLabel(stage.words.answers.given).fill('Zoe')
      await stands(stage, stage.words.answerNotHeard)
    },
  },
  {
    name: 'answers-differ',
    async play(stage) {
      await twinsBornThatDay(stage)
      await stage.panel.getByLabel(stage.words.answers.given).fill('ida')
      await stage.panel.locator('label').filter({ hasText: 'Okafor, Ada' }).getByRole('radio').check()
      await stands(stage, stage.words.answersDiffer('Ada Okafor'))
    },
  },
  {
    name: 'too-little',
    async play(stage) {
      const { site } = stage.sandbox.epic
      site.phoneSearch = 'refused'
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, stage.words.tooLittle)
      site.phoneSearch = 'allowed'
    },
  },
  {
    name: 'senior-junior',
    async play(stage) {
      await takeCall(stage, { number: '+16085550123' })
      await stands(stage, stage.words.shareNumber(2))
    },
  },
  {
    name: 'one-died',
    async play(stage) {
      await takeCall(stage, { number: '+16085550171' })
      await stands(stage, stage.words.shareNumber(2))
    },
  },
  {
    name: 'withheld',
    async play(stage) {
      await takeCall(stage, { scenario: 'withheld' })
      await stage.panel.getByLabel(stage.words.given).fill('Ana')
      const { fields, stillNeeded } = stage.words
      await stands(stage, stillNeeded([fields.family, fields['birth-date']], null))
    },
  },
  {
    name: 'record-number',
    async play(stage) {
      await takeCall(stage, { scenario: 'withheld' })
      await button(stage, stage.words.recordNumberInstead).click()
      await stage.panel.getByRole('textbox').first().fill('xxx-xx-0311')
      await stands(stage, stage.words.verification.unfitNumber.masked)
    },
  },
  {
    name: 'none',
    async play(stage) {
      await takeCall(stage, { number: '+16085550199' })
      await stands(stage, stage.words.none.telephone.title)
    },
  },
  {
    name: 'too-many',
    async play(stage) {
      await takeCall(stage, { number: '+16085550190' })
      await stands(
        stage,
        new RegExp(
          stage.words
            .tooManyShare(31)
            .replace(/^31|\(.*$/g, '')
            .trim(),
        ),
      )
    },
  },
  {
    name: 'too-many-names',
    async play(stage) {
      const { words, panel } = stage
      await takeCall(stage, { number: '+16085550199' })
      await panel.getByLabel(words.given).fill('Mary')
      await panel.getByLabel(words.family).fill('Smith')
      await panel.getByLabel(words.legalSex).selectOption('female')
      await stage.sandbox.faults.turn(['epic/over-a-hundred'])
      await button(stage, words.search).click()
      await stands(stage, words.tooMany)
      await stage.sandbox.faults.turn([])
    },
  },
  {
    name: 'someone-else',
    async play(stage) {
      const { words, panel } = stage
      await household(stage)
      await button(stage, words.caller.someoneElse).click()
      await panel.getByLabel(words.caller.name).fill('Mara Lindqvist')
      await stands(stage, words.caller.patientBelow)
    },
  },
]

async function twinsBornThatDay(stage: Stage): Promise<void> {
  await takeCall(stage, { number: '+16085550117' })
  await stands(stage, stage.words.shareNumber(3))
  await typeDate(stage, '2015-07-01')
  await stands(stage, stage.words.bornThatDayMany(2))
}
