import { expect, it } from 'vitest'
import { readCommandLine } from '../../src/sandbox/command-line.ts'

it('starts at port 4400, with names, made people and the built widget, when nothing is asked', () => {
  expect(readCommandLine([])).toEqual({
    people: null,
    names: 'localhost-names',
    port: 4400,
    widget: 'built',
    broker: 'process',
    tls: false,
    wantsHelp: false,
  })
})

it('takes every option', () => {
  const asked = readCommandLine(['--people', '500', '--localhost', '--port', '5000', '--dev'])
  expect(asked).toMatchObject({ people: 500, names: 'localhost', port: 5000, widget: 'dev' })
})

it('runs the broker as it is deployed, with the widget as it ships', () => {
  expect(readCommandLine(['--deployed'])).toMatchObject({ widget: 'built', broker: 'lambda' })
})

it('lets Epic and the broker speak TLS, under any names and with the widget from its sources too', () => {
  expect(readCommandLine(['--tls', '--dev', '--localhost'])).toMatchObject({ tls: true, widget: 'dev' })
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
  [['--deployed', '--dev'], 'leave out --dev'],
  [['--deployed', '--tls'], 'leave out --tls'],
  [['--people', '3'], '--people takes from 100 to 100000'],
])('refuses %j in a sentence', (words, sentence) => {
  expect(() => readCommandLine(words)).toThrow(sentence)
})
