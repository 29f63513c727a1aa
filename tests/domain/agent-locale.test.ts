import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseLocale } from '../../src/domain/agent-locale.ts'

it('is the site’s own where nothing else is offered, whatever the agent wishes', () => {
  expect(chooseLocale({ locale: 'en-US', locales: [] }, ['es_ES', 'fr'])).toBe('en-US')
})

it('is the first language the agent wishes that the site offers, in the site’s own order of day and month', () => {
  expect(chooseLocale({ locale: 'en-US', locales: ['es-PR'] }, ['fr_FR', 'es_ES', 'en_US'])).toBe('es-PR')
  expect(chooseLocale({ locale: 'en-US', locales: ['es-PR'] }, ['en-GB'])).toBe('en-US')
  expect(chooseLocale({ locale: 'es-US', locales: ['en-US'] }, ['en_US'])).toBe('en-US')
})

it('is one that the site offers, whatever the softphone calls a language', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (wished) => {
      expect(['en-US', 'es-US']).toContain(chooseLocale({ locale: 'en-US', locales: ['es-US'] }, wished))
    }),
  )
})
