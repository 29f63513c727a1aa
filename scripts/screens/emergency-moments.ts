import type { Moment } from './moment.ts'
import { button, endCalls, household, searchByName, type Stage, stands, takeCall } from './stage.ts'

/** At a hospital that allows emergencies: Connect cannot confirm a call, and somebody would be harmed by waiting. */
export const emergencyMoments: readonly Moment[] = [
  {
    name: 'emergency-search-reason',
    async play(stage) {
      await reasonTyped(stage)
      await stage.sandbox.faults.turn([])
    },
  },
  {
    name: 'emergency-search',
    async play(stage) {
      await reasonTyped(stage)
      await button(stage, stage.words.emergencySearch.open).click()
      await searchByName(stage, 'Walter', 'Nguyen', '1951-12-09')
      await stands(stage, stage.words.openChartOf('Walter Nguyen'))
      await stands(stage, stage.words.emergencySearch.mark)
      await stage.sandbox.faults.turn([])
    },
  },
]

/** The broker knows the agent by an ordinary call before. */
async function reasonTyped(stage: Stage): Promise<void> {
  const { panel, sandbox, words } = stage
  await household(stage)
  await endCalls(stage)
  await sandbox.faults.turn(['connect-api/down'])
  await takeCall(stage, { number: '+14145550107' })
  await button(stage, words.emergencySearch.begin).click()
  await panel.getByLabel(words.emergencySearch.reason).fill('caller does not breathe well')
}
