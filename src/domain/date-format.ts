import { madeOnce } from './made-once.ts'

/**
 * The format of a locale with these options, made once: making one takes a hundred times longer than using it, and the
 * panel draws with several at every digit typed. A site has few locales and zones, so few are kept. Throws a `RangeError`
 * where Intl does not know the locale or the zone.
 */
export const dateFormat = madeOnce(
  (locale: string, options: Readonly<Intl.DateTimeFormatOptions> = {}) => new Intl.DateTimeFormat(locale, options),
)
