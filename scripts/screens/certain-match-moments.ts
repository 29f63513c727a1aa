import type { Moment } from './moment.ts'
import { oddNumbers } from './odd-people.ts'
import { searchByName, stands, takeCall } from './stage.ts'

/** At a hospital without phone search: the form at once, and whether Epic is certain of whom the name found. */
export const certainMatchMoments: readonly Moment[] = [
  {
    name: 'number-not-searched',
    async play(stage) {
      await takeCall(stage, { number: '+16085550142' })
      await stands(stage, stage.words.noNumberSearch['not-at-this-site'])
    },
  },
  {
    name: 'certain-match',
    async play(stage) {
      await takeCall(stage, { number: '+16085550131' })
      await searchByName(stage, 'Maria', 'Garcia', '1990-04-04')
      await stands(stage, stage.words.certainMatch.mark)
    },
  },
  {
    name: 'match-not-certain',
    async play(stage) {
      await takeCall(stage, { number: '+16085550199' })
      await searchByName(stage, 'Walter', 'Nguyen', '1951-12-09')
      await stands(stage, stage.words.certainMatch.said['not-certain'])
    },
  },
  {
    name: 'match-several',
    async play(stage) {
      await takeCall(stage, { number: oddNumbers.registeredTwice })
      await searchByName(stage, 'Dora', 'Quill', '1970-01-01')
      await stands(stage, stage.words.certainMatch.said.several)
    },
  },
  {
    name: 'match-not-said',
    async play(stage) {
      const { site } = stage.sandbox.epic
      site.match = 'missing'
      await takeCall(stage, { number: '+14145550107' })
      await searchByName(stage, 'Walter', 'Nguyen', '1951-12-09')
      await stands(stage, stage.words.certainMatch.said['not-said'])
      site.match = 'offered'
    },
  },
]
