import { expect, it } from 'vitest'
import { warnsOfAnother } from '../../scripts/bench/mistaken-identity.ts'

it.each(['same-name', 'similar-name', 'twin', 'number-old'] as const)(
  'takes %s for a warning that somebody else may be meant',
  (warning) => expect(warnsOfAnother(['minor', warning])).toBe(true),
)

it('takes no warning of a patient alone for one, so that a wrong chart does not count as flagged', () => {
  expect(warnsOfAnother(['deceased', 'merged', 'surviving', 'inactive', 'restricted', 'minor'])).toBe(false)
  expect(warnsOfAnother([])).toBe(false)
})
