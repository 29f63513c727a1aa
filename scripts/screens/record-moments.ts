import type { Moment } from './moment.ts'
import { oddNumbers } from './odd-people.ts'
import { searchByName, type Stage, stands, takeCall, typeDate } from './stage.ts'

/** What Epic's records come to beside the ordinary: merged, inactive, of many names, called or born a little otherwise. */
export const recordMoments: readonly Moment[] = [
  {
    name: 'many-last-names',
    async play(stage) {
      await takeCall(stage, { number: oddNumbers.workshop })
      const { panel, words } = stage
      await stands(stage, words.manyFamilies)
      await panel.getByText(aheadIn(words)).nth(6).waitFor()
    },
  },
  {
    name: 'surviving-record',
    async play(stage) {
      await takeCall(stage, { number: '+16085550174' })
      await stands(stage, stage.words.warnings.surviving)
    },
  },
  {
    name: 'merged-record',
    async play(stage) {
      await takeCall(stage, { number: oddNumbers.mergedIntoNobody })
      await stands(stage, stage.words.warnings.merged)
    },
  },
  {
    name: 'inactive-record',
    async play(stage) {
      await takeCall(stage, { number: '+16085550172' })
      await stands(stage, stage.words.warnings.inactive)
    },
  },
  {
    name: 'birth-date-in-part',
    async play(stage) {
      const { panel, words } = stage
      await takeCall(stage, { number: oddNumbers.birthYearAlone })
      await stands(stage, words.shareNumber(1))
      await typeDate(stage, '1984-03-12')
      await panel.getByRole('radio').check()
      await stands(stage, words.birthDateNotKnown('Noor Hadley'))
    },
  },
  {
    name: 'former-name',
    async play(stage) {
      await takeCall(stage, { scenario: 'withheld' })
      await searchByName(stage, 'Helen', 'Dahl', '1969-08-21')
      await stands(stage, stage.words.agreement.nameFields.family.former('Dahl'))
    },
  },
  {
    name: 'named-otherwise',
    async play(stage) {
      const { panel, words } = stage
      await takeCall(stage, { scenario: 'withheld' })
      await searchByName(stage, 'Walter', 'Nguyenn', '1951-12-09')
      await stands(stage, words.bornThatDay(1, 1, 0))
      await panel.getByPlaceholder(/^(?:MM DD|DD MM) /).press('Enter')
      await stands(stage, words.namedOtherwise)
    },
  },
]

/** What a row says of the appointments ahead, once they are known: its first word. */
function aheadIn({ appointments }: Stage['words']): RegExp {
  const said = [appointments.noneInRow, appointments.nextInRow('', ''), appointments.todayInRow('', '')]
  return new RegExp(`^(?:${said.map((text) => text.split(/[\s,]/)[0]).join('|')})`)
}
