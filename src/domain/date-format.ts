const kept = new Map<string, Intl.DateTimeFormat>()

/**
 * The format of a locale with these options, made once: making one takes a hundred times longer than using it, and the
 * panel draws with several at every digit typed. A site has few locales and zones, so few are kept. Throws a `RangeError`
 * where Intl does not know the locale or the zone.
 */
export function dateFormat(locale: string, options: Readonly<Intl.DateTimeFormatOptions> = {}): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options])
  const known = kept.get(key)
  if (known !== undefined) return known

  const made = new Intl.DateTimeFormat(locale, options)
  kept.set(key, made)
  return made
}
