/** A name without case, accents, apostrophes and punctuation: `O'Brien-Núñez` becomes `obrien nunez`. */
export function foldName(name: string): string {
  // Most names need no more than this, and a large population has many.
  if (/^[A-Za-z]+$/.test(name)) return name.toLowerCase()
  return name
    .normalize('NFD')
    .replace(/[\p{M}'’.]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * How a folded name sounds, roughly: consonants in classes, doubled ones once, vowels dropped but for a leading one.
 *
 * Names that sound alike have equal keys; equal keys may still be far apart (`john`, `jane`): ask `soundAlike` too.
 */
export function soundOf(folded: string): string {
  const written = folded
    .replaceAll(' ', '')
    .replace(/ph/g, 'f')
    .replace(/^kn/, 'n')
    .replace(/^wr/, 'r')
    .replace(/sch|sh|ch/g, 'x')
    .replace(/ck|c(?![eiy])|q/g, 'k')
    .replace(/[cz]/g, 's')
    .replace(/v/g, 'f')
    .replace(/dg|g(?=[eiy])/g, 'j')
    .replace(/d/g, 't')
  const leadingVowel = /^[aeiouy]/.test(written) ? 'a' : ''
  return leadingVowel + written.replace(/[aeiouyhw]/g, '').replace(/(.)\1+/g, '$1')
}

/** Tells whether two folded names with equal sounds are also written alike: at most two letters changed. */
export function soundAlike(one: string, other: string): boolean {
  return Math.abs(one.length - other.length) <= 2 && lettersChanged(one, other) <= 2
}

function lettersChanged(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of one.split('').entries()) {
    const next = [index + 1]
    for (const [column, against] of other.split('').entries()) {
      const replaced = (row[column] ?? 0) + (letter === against ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** The dominant name of a folded given name, as Epic knows Robert behind Bob (facts/epic.md 1.2), or the name itself. */
export function dominantName(folded: string): string {
  return dominantNames.get(folded) ?? folded
}

const dominantNames = new Map(
  `
  robert: bob bobby rob robbie
  william: bill billy will willie liam
  richard: dick rick ricky rich
  james: jim jimmy jamie
  john: jack johnny
  margaret: peggy meg maggie marge
  elizabeth: liz beth betty lisa eliza
  katherine: kate kathy katie cathy catherine kathryn
  thomas: tom tommy
  michael: mike mick mickey
  joseph: joe joey
  charles: chuck charlie
  edward: ed eddie ted ned
  anthony: tony
  patricia: pat patty tricia
  daniel: dan danny
  samuel: sam sammy
  alexander: alex sasha
  benjamin: ben benny
  susan: sue suzie
  deborah: deb debbie debra
  jennifer: jen jenny
  leonard: leo len lenny
  helen: nell
  walter: walt wally
  `
    .trim()
    .split('\n')
    .flatMap((line): [string, string][] => {
      const [dominant = '', others = ''] = line.trim().split(': ')
      return others.split(' ').map((other) => [other, dominant])
    }),
)
