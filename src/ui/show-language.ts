/**
 * A language as the contact flow names it, in the agent's words: `es-US` is "American Spanish"; a name that is no tag of
 * BCP 47, such as `Spanish`, stays as it is.
 */
export function showLanguage(named: string, locale: string): string {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(named)) return named
  try {
    return new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' }).of(named) ?? named
  } catch {
    return named
  }
}
