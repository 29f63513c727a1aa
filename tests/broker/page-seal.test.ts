import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createPageSeal } from '../../src/broker/page-seal.ts'

const secret = randomBytes(32)
const { idOf, seal, open } = createPageSeal(secret)

it('opens what another process of the site sealed', () => {
  expect(createPageSeal(secret).open('one', seal('one', '["eKq7","Añ"]'))).toBe('["eKq7","Añ"]')
  expect(createPageSeal(secret).idOf('found', 'one')).toBe(idOf('found', 'one'))
})

it('opens no page that was moved to another place of the table, or changed in a single bit', () => {
  const sealed = seal('one', '[1]')
  expect(() => open('two', sealed)).toThrow(/unable to authenticate/)
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte))
    expect(() => open('one', changed)).toThrow(/unable to authenticate/)
  }
  for (let length = 0; length < sealed.length; length += 1) {
    expect(() => open('one', sealed.subarray(0, length))).toThrow(/authenticat|tag|initialization vector/i)
  }
})

it('seals the same page otherwise each time, and names other kinds, keys and sites otherwise', () => {
  expect(seal('one', '[1]')).not.toEqual(seal('one', '[1]'))
  const ids = [idOf('found', 'one'), idOf('found', 'two'), idOf('used', 'one'), idOf('foun', 'done')]
  expect(new Set([...ids, createPageSeal(randomBytes(32)).idOf('found', 'one')]).size).toBe(5)
})
