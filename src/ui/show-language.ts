import { madeOnce } from '../domain/made-once.ts'
import { foldName } from '../domain/person-name.ts'

/**
 * A language as the contact flow names it, in the agent's words: `es-US` is "American Spanish"; a name that is no tag of
 * BCP 47, such as `Spanish`, stays as it is.
 */
export function showLanguage(named: string, locale: string): string {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(named)) return named
  try {
    return languageNames(locale).of(named) ?? named
  } catch {
    return named
  }
}

/**
 * Whether a language is the one spoken at a site: `es-MX` at a site of `es-US`. A name that is no tag is compared with what
 * the site's language is called in English and in itself, so that `English` and `Español` are known.
 */
export function isSpokenAt(siteLocale: string, language: string): boolean {
  const site = new Intl.Locale(siteLocale).language
  if (/^[a-z]{2,3}(-|$)/.test(language)) return language.split('-')[0] === site

  const names = ['en', site].map((locale) => showLanguage(site, locale))
  return names.some((name) => foldName(name) === foldName(language))
}

const languageNames = madeOnce(
  (locale: string) => new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' }),
)
