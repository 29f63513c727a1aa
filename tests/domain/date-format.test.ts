import { expect, it } from 'vitest'
import { dateFormat } from '../../src/domain/date-format.ts'

it('gives the same format for the same wish, and another for another', () => {
  const wish = { month: 'short', timeZone: 'America/Chicago' } as const
  expect(dateFormat('en-US', wish)).toBe(dateFormat('en-US', { ...wish }))
  expect(dateFormat('es-US', wish)).not.toBe(dateFormat('en-US', wish))
  expect(dateFormat('en-US', { ...wish, timeZone: 'UTC' }).resolvedOptions().timeZone).toBe('UTC')
})

it('refuses a zone that Intl does not know, at every call', () => {
  for (const _ of [1, 2]) expect(() => dateFormat('en', { timeZone: 'Mars/Olympus' })).toThrow(RangeError)
})
