import type { EpicFault } from './epic-fault.ts'
import { oddBundles } from './odd-bundles.ts'
import { outOfReach } from './out-of-reach.ts'
import { pagingFaults } from './paging-faults.ts'
import { refusals } from './refusals.ts'
import { spoiltAnswers } from './spoilt-answers.ts'
import { tokenFaults } from './token-faults.ts'

/** Everything that can go wrong at Epic, by name (facts/security.md, the table of faults). */
export const epicFaults = {
  ...outOfReach,
  ...tokenFaults,
  ...refusals,
  ...spoiltAnswers,
  ...oddBundles,
  ...pagingFaults,
}

/** The same in groups, in the order of the page. */
export const epicFaultGroups = {
  'No answer, or none in time': outOfReach,
  Tokens: tokenFaults,
  Refusals: refusals,
  'Answers that cannot be read': spoiltAnswers,
  'Answers that are odd': oddBundles,
  'Answers of several pages': pagingFaults,
}

export type EpicFaultName = keyof typeof epicFaults

/** The fault of this name, or null for none. */
export function epicFaultNamed(name: EpicFaultName | 'none'): EpicFault | null {
  return name === 'none' ? null : epicFaults[name]
}
