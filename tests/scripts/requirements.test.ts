import { expect, it } from 'vitest'
import { numbersIn } from '../../scripts/requirements/coverage.ts'

/** Written apart, so that this file is not taken for a test of R44. */
const named = (...numbers: number[]) => `(${numbers.map((number) => `R${number}`).join(', ')})`

it.each([
  [`it('keeps one ${named(44)}', …)`, [44]],
  [`it('keeps two ${named(44, 45)}', …)`, [44, 45]],
  [`it('keeps one twice ${named(44)}'); it('and again ${named(44)}')`, [44]],
  ['// R44 in passing', []],
  [`  // as it must be ${named(44)}`, []],
  [`/** What holds\n * ${named(44)} */\nit('keeps another ${named(45)}')`, [45]],
])('reads the requirements in %o', (text, numbers) => expect(numbersIn(text)).toEqual(numbers))
