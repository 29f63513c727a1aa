/**
 * A text that somebody wrote at Amazon Connect or a provider, as one line to be shown; null where nothing is left of it.
 * Control and format signs become blanks: some of them turn the direction of writing, and a name could pass for another (R33).
 *
 * @param longest Letters after which it is cut.
 * @see Unicode Standard Annex #9 (bidirectional controls), Technical Report #36
 */
export function plainLine(text: unknown, longest: number): string | null {
  if (typeof text !== 'string') return null
  const plain = text
    .slice(0, 10 * longest)
    .replace(/[\p{Control}\p{Format}\p{Surrogate}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return plain === '' ? null : Array.from(plain).slice(0, longest).join('')
}

/** As long a name of a queue or an agent as stands on one line of a narrow pane. */
export const longestName = 80

/**
 * The name by which an agent is shown: people change theirs at Connect and at many a provider. Without one, their username,
 * which stays as it is where it is compared.
 */
export function shownName(name: unknown, username: string): string {
  return plainLine(name, longestName) ?? plainLine(username, longestName) ?? ''
}
