import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Identifier,
  identifiers,
  isEnough,
  isFitPolicy,
  isIdentifier,
  ordinaryVerification,
  stillNeeded,
  type VerificationPolicy,
} from '../../src/domain/verification-policy.ts'

const policy = (required: Identifier[], atLeast = 0, of: Identifier[] = []): VerificationPolicy => ({
  required,
  atLeast,
  of,
})
const strict = policy(['birth-date', 'name'], 1, ['record-number-tail', 'town'])

/** What is still needed, in words: `birth-date + 1 of record-number-tail, town`. */
function needs(site: VerificationPolicy, ...agreed: Identifier[]) {
  const { all, some } = stillNeeded(site, agreed)
  return [...all, ...(some.least > 0 ? [`${some.least} of ${some.of.join(', ')}`] : [])].join(' + ')
}

describe('what a site still asks for', () => {
  it.each([
    ['birth-date + name', ordinaryVerification, []],
    ['birth-date', ordinaryVerification, ['name', 'town']],
    ['', ordinaryVerification, ['name', 'birth-date']],
    ['1 of record-number-tail, town', strict, ['birth-date', 'name']],
    ['birth-date', strict, ['name', 'town']],
    ['', strict, ['birth-date', 'name', 'record-number-tail']],
    ['', strict, ['birth-date', 'name', 'record-number']],
    ['1 of birth-date, town', policy(['name'], 2, ['birth-date', 'record-number', 'town']), ['name', 'record-number']],
  ] as const)('is "%s"', (words, site, agreed) => expect(needs(site, ...agreed)).toBe(words))

  it('is not the whole record number where its tail alone was given', () => {
    expect(needs(policy(['record-number', 'name']), 'record-number-tail', 'name')).toBe('record-number')
  })
})

describe('a policy of a site', () => {
  it.each([
    ordinaryVerification,
    strict,
    policy(['name'], 1, ['birth-date', 'record-number']),
    policy([], 2, ['birth-date', 'record-number', 'name']),
    policy(['record-number-tail', 'name']),
  ])('can be %j', (site) => expect(isFitPolicy(site, true)).toBe(true))

  it.each([
    ['nothing at all', policy([])],
    ['one identifier', policy(['birth-date'])],
    ['one identifier of many', policy([], 1, ['birth-date', 'record-number', 'town'])],
    ['what a whole household shares', policy(['name', 'town'])],
    ['a name and perhaps no more than a town', policy(['name'], 1, ['birth-date', 'town'])],
    ['one thing said twice', policy(['birth-date', 'birth-date'])],
    ['a number and the end of it', policy(['record-number', 'record-number-tail'])],
    ['more than anybody can give', policy(['birth-date', 'name'], 2, ['town'])],
    ['half an identifier', policy(['birth-date', 'name'], 0.5, ['town'])],
    ['fewer than none', policy(['birth-date', 'name', 'town'], -1, [])],
  ])('cannot be %s (R50)', (_, site) => expect(isFitPolicy(site, true)).toBe(false))

  it('cannot ask for a record number at a site that has configured none', () => {
    expect(isFitPolicy(policy(['record-number', 'name']), false)).toBe(false)
    expect(isFitPolicy(ordinaryVerification, false)).toBe(true)
  })
})

const someIdentifiers = fc.subarray([...identifiers])
const policies = fc.record({ required: someIdentifiers, atLeast: fc.nat(3), of: someIdentifiers })

it('is never met by one identifier, nor by name and town, whatever fit policy a site has (R50)', () => {
  fc.assert(
    fc.property(policies, someIdentifiers, (site, agreed) => {
      fc.pre(isFitPolicy(site, true) && isEnough(site, agreed))
      expect(agreed.length).toBeGreaterThanOrEqual(2)
      expect(agreed.some((identifier) => identifier !== 'name' && identifier !== 'town')).toBe(true)
    }),
  )
})

it('is met the more, the more is given', () => {
  fc.assert(
    fc.property(policies, someIdentifiers, someIdentifiers, (site, agreed, more) => {
      fc.pre(isEnough(site, agreed))
      expect(isEnough(site, [...agreed, ...more])).toBe(true)
    }),
  )
})

it('knows the identifiers from other words; the calling number is none (R50)', () => {
  expect(identifiers.every(isIdentifier)).toBe(true)
  expect(['telephone', 'picked', '', null, 7].some(isIdentifier)).toBe(false)
})
