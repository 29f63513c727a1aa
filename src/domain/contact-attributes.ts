/** The contact attributes we agreed on with whoever builds a site's contact flows. */
import { plainLine } from './plain-line.ts'

/**
 * What the contact flow learned before the agent answered, to be read as hints: attributes can be written from an
 * agent's browser, so nothing of them identifies anybody.
 */
export interface ContactHints {
  /** A language as the flow names it, such as `es-US` or `Spanish`. */
  readonly language: string | null
  /** Why the caller calls, in the flow's words. */
  readonly reason: string | null
  /** A telephone number the customer wrote down, as they wrote it. It is shown and never searched by (decision 9). */
  readonly number: string | null
}

/** The attribute names of the contract: `language`, `reason`, `customerNumber`. */
const names = { language: 'language', reason: 'reason', number: 'customerNumber' } as const

/** Longer texts are cut: a hint stands on one line of a narrow pane. */
const longestHint = 60

/** Reads the hints; an absent or blank attribute is null, control characters become blanks. */
export function readHints(attributes: Readonly<Record<string, string>>): ContactHints {
  return {
    language: plainLine(attributes[names.language], longestHint),
    reason: plainLine(attributes[names.reason], longestHint),
    number: plainLine(attributes[names.number], longestHint),
  }
}
