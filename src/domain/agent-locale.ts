/**
 * The locale an agent works in: the first language they wish that the site offers, as the site writes it.
 *
 * How a locale orders day and month is the site's decision, so a wish counts by its language alone: who wishes `es-ES` at a
 * site that offers `es-PR` types the month first. Connect writes `en_US`; what is no tag of BCP 47 is no wish.
 *
 * @param site Its own locale, for everybody whose wishes it does not offer, and those that it offers beside.
 * @param wished By preference, the strongest first; from the softphone and the browser, so of any content.
 */
export function chooseLocale(
  { locale: own, locales }: { readonly locale: string; readonly locales: readonly string[] },
  wished: readonly string[],
): string {
  const offered = [own, ...locales]
  for (const wish of wished) {
    const language = languageOf(wish)
    const found = offered.find((locale) => languageOf(locale) === language)
    if (language !== null && found !== undefined) return found
  }
  return own
}

function languageOf(tag: string): string | null {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).language
  } catch {
    return null
  }
}
