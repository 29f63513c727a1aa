import { expect, it } from 'vitest'
import { startWordsOf } from '../src/start-words.ts'

it('says what comes before the panel in the languages of the panel', () => {
  expect(['es', 'es-US', 'en-US', 'fr', 'est'].map((locale) => startWordsOf(locale).signIn)).toEqual([
    'Iniciar sesión',
    'Iniciar sesión',
    'Sign in',
    'Sign in',
    'Sign in',
  ])
})

it('has no sentence that is the same in both', () => {
  const english = Object.values(startWordsOf('en')).map(String)
  const spanish = Object.values(startWordsOf('es')).map(String)
  expect(english.filter((text) => spanish.includes(text))).toEqual([])
  expect([startWordsOf('en'), startWordsOf('es')].map((words) => words.mendSettings('site.name'))).toEqual([
    'Mend these settings: site.name.',
    'Corrija estos ajustes: site.name.',
  ])
})
