import { expect, it } from 'vitest'
import { launchWordsOf } from '../../src/modes/launch-words.ts'

it.each(['en-US', 'en-GB', 'fr-CA'])('speaks English for %s', (locale) => {
  expect(launchWordsOf(locale).logIn).toBe('Log in to Epic')
})

it.each(['es', 'es-PR', 'ES-us'])('speaks Spanish for %s', (locale) => {
  expect(launchWordsOf(locale).logIn).toBe('Iniciar sesión en Epic')
})

it('has a sentence of its own for everything that can go wrong', () => {
  const said = Object.values(launchWordsOf('en-US')).flat()
  expect(new Set(said).size).toBe(said.length)
})
