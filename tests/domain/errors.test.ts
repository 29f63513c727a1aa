import { expect, it } from 'vitest'
import {
  IntegrationError,
  integrationErrorCodes,
  isIntegrationError,
  isIntegrationErrorCode,
} from '../../src/domain/errors.ts'

it.each(integrationErrorCodes)('says %s and nothing else in its message (R79)', (code) => {
  const cause = new Error('Ana Kessler, +16085550142')
  const error = new IntegrationError(code, { cause })
  expect(String(error)).toBe(`IntegrationError: ${code}`)
  expect(error.cause).toBe(cause)
})

it('keeps how long a party asked us to wait, where it said so', () => {
  expect(new IntegrationError('epic-busy', { retryAfterMs: 5_000 }).retryAfterMs).toBe(5_000)
  expect(new IntegrationError('epic-busy').retryAfterMs).toBeNull()
})

it('tells an expected failure from a fault in our own code', () => {
  expect(isIntegrationError(new IntegrationError('epic-busy'))).toBe(true)
  for (const fault of [new TypeError('epic-busy'), { code: 'epic-busy', name: 'IntegrationError' }, null, undefined]) {
    expect(isIntegrationError(fault)).toBe(false)
  }
})

it('knows its own codes from the words of a later broker', () => {
  expect(integrationErrorCodes.every(isIntegrationErrorCode)).toBe(true)
  for (const word of ['epic-on-fire', '', 'constructor', 4, null, undefined])
    expect(isIntegrationErrorCode(word)).toBe(false)
})
