import { expect, it } from 'vitest'
import { messagesFor } from '../../src/ui/messages.ts'
import { showDate } from '../../src/ui/show-date.ts'

/** What is said alike in both languages: names of products, a sex that is a letter, words that Spanish took over, keys. */
const alike = ['Connect', 'Epic', 'Chat', 'X', 'Esc', 'Tab']

it('has every sentence in Spanish that it has in English, and none that is still English', () => {
  const english = sentencesOf(messagesFor('en-US'))
  const spanish = sentencesOf(messagesFor('es-US'))
  const same = [...english].filter(([path, text]) => spanish.get(path) === text && /\p{Letter}/u.test(text))

  expect([...spanish.keys()]).toEqual([...english.keys()])
  expect(english.size).toBeGreaterThan(150)
  expect(same.filter(([, text]) => !alike.includes(text))).toEqual([])
})

it('has both languages for one and for many', () => {
  const [english, spanish] = [messagesFor('en-US'), messagesFor('es-US')]
  expect([1, 4].map(english.shareNumber)).toEqual(['1 patient has this number', '4 patients share this number'])
  expect([1, 4].map(spanish.shareNumber)).toEqual(['1 paciente tiene este número', '4 pacientes comparten este número'])
  expect([1, 2].map((count) => spanish.bornThatDay(count, 4, 0))).toEqual([
    '1 de 4 nació ese día',
    '2 de 4 nacieron ese día',
  ])
})

it.each([
  ['es', 'Sin llamada', 'es'],
  ['es-MX', 'Sin llamada', 'es-MX'],
  ['en-GB', 'No call', 'en-GB'],
  ['fr-CA', 'No call', 'en-CA'],
  ['fr', 'No call', 'en-US'],
])('speaks to a site of %s: "%s", with dates as in %s', (site, title, locale) => {
  const words = messagesFor(site)
  expect([words.noCall.title, words.locale]).toEqual([title, locale])
})

it.each([
  ['1980-02-29', 'en-US', '29 February 1980'],
  ['1980-02', 'en-US', 'February 1980'],
  ['1980', 'es-US', '1980'],
  ['1980-02-29', 'es-US', '29 de febrero de 1980'],
  ['1980-02', 'es-MX', 'febrero de 1980'],
])('writes %s in %s as %s, the day first', (date, locale, words) => {
  expect(showDate(date, locale)).toBe(words)
})

/** Arguments for the sentences that take other ones than a count or a name. */
const examples: Record<string, unknown[]> = { stillNeeded: [['1', '2'], '3'] }

/** Every sentence of a table by its path; those with gaps are filled with one and the same. */
function sentencesOf(table: object, before = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of Object.entries(table)) {
    const path = `${before}${name}`
    if (path === 'locale') continue
    if (typeof value === 'string') found.set(path, value)
    else if (typeof value === 'function') found.set(path, String(value(...(examples[name] ?? [2, 3]))))
    else for (const [inner, text] of sentencesOf(value, `${path}.`)) found.set(inner, text)
  }
  return found
}
