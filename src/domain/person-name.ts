/** Names, compared as people mean them and not as they were typed. */

/**
 * A name with case, accents, hyphens, apostrophes, points and blanks taken away: `O’Brien-Núñez` → `obriennunez`.
 *
 * Letters that Unicode does not split into a base and a mark are written out (`ß` ss, `ø` o, `æ` ae, `ł` l), because
 * the caller's spelling and Epic's may each use either. An empty text stays empty.
 */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => spelledOut[letter] ?? letter)
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
}

/** The words of a name, each half of a double one by itself: `García–López` → `García`, `López`. */
export function splitName(name: string): string[] {
  return name.split(/[\s\p{Dash}]+/u).filter((word) => word !== '')
}

const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}
