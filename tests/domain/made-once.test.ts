import { expect, it, vi } from 'vitest'
import { madeOnce } from '../../src/domain/made-once.ts'

it('makes once what is asked for twice, and another for another question', () => {
  const make = vi.fn((locale: string, options?: object) => ({ locale, options }))
  const kept = madeOnce(make)
  expect(kept('en', { day: 'numeric' })).toBe(kept('en', { day: 'numeric' }))
  expect(kept('es', { day: 'numeric' })).toEqual({ locale: 'es', options: { day: 'numeric' } })
  expect(make).toHaveBeenCalledTimes(2)
})

it('does not keep what is thrown', () => {
  const make = vi.fn<() => string>().mockImplementationOnce(() => {
    throw new RangeError('not yet')
  })
  make.mockReturnValue('made')
  const kept = madeOnce(make)
  expect(kept).toThrow(RangeError)
  expect(kept()).toBe('made')
})
