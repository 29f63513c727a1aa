import type { Verification } from '../domain/verification.ts'
import type { Identifier, Needed } from '../domain/verification-policy.ts'
import type { Messages } from './messages-en.ts'
import { showList } from './show-list.ts'

/** Identifiers in a sentence: `birth date and name`. */
export function showIdentifiers(identifiers: readonly Identifier[], words: Messages): string {
  const names = identifiers.map((identifier) => words.verification.identifiers[identifier])
  return showList(names, words.locale)
}

/** What is still to be entered: `Needs: birth date, 1 of: town, record number`. */
export function showNeeded({ all, some }: Needed, words: Messages): string {
  const named = (identifier: Identifier) => words.verification.identifiers[identifier]
  const others = some.of.map(named)
  const isAll = some.least === others.length
  const rest = isAll ? others : [words.verification.someOf(some.least, others.join(', '))]
  return words.verification.needs([...all.map(named), ...rest].join(', '))
}

/** When and by what a chart was opened; an emergency says that it was one. */
export function showOpening(time: string, { identifiers, emergencyReason }: Verification, words: Messages): string {
  const how = showIdentifiers(identifiers, words)
  return emergencyReason === null
    ? words.verification.opened(time, how)
    : words.verification.openedInEmergency(time, how)
}
