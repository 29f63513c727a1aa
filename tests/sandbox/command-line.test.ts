import { expect, it } from 'vitest'
import { readCommandLine } from '../../src/sandbox/command-line.ts'

it('starts at port 4400, with names, made people and the built widget, when nothing is asked', () => {
  expect(readCommandLine([])).toEqual({
    people: null,
    names: 'localhost-names',
    port: 4400,
    widget: 'built',
    wantsHelp: false,
  })
})

it('takes every option', () => {
  const asked = readCommandLine(['--people', '500', '--localhost', '--port', '5000', '--dev'])
  expect(asked).toMatchObject({ people: 500, names: 'localhost', port: 5000, widget: 'dev' })
})

it('takes a folder of patients', () => {
  expect(readCommandLine(['--people', 'tests']).people).toBe('tests')
})

it.each([
  [['--poeple', '500'], "Unknown option '--poeple'"],
  [['now'], "Unexpected argument 'now'"],
  [['--port'], 'argument missing'],
  [['--port', '80'], '--port wants a number from 1024 to 65528'],
  [['--port', '65529'], '--port wants a number from 1024 to 65528'],
  [['--port', '44oo'], '--port wants a number from 1024 to 65528'],
  [['--people', '/no/such/folder'], '--people wants a file or folder that exists'],
  [['--people', '3'], '--people takes from 100 to 100000'],
])('refuses %j in a sentence', (words, sentence) => {
  expect(() => readCommandLine(words)).toThrow(sentence)
})
