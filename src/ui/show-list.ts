import { madeOnce } from '../domain/made-once.ts'

const listFormat = madeOnce((locale: string) => new Intl.ListFormat(locale, { type: 'conjunction' }))

/** Several things in a sentence, as the locale writes them: `first name, last name, and birth date`. */
export function showList(names: readonly string[], locale: string): string {
  return listFormat(locale).format(names)
}
