import { beforeAll, describe, expect, it } from 'vitest'
import { castIds, namedCast } from '../../../../src/sandbox/epic/people/cast.ts'
import { recordNumberSystem } from '../../../../src/sandbox/epic/people/epic-patient.ts'
import { makePeople } from '../../../../src/sandbox/epic/people/population.ts'

let people: fhir4.Patient[]
beforeAll(() => {
  people = makePeople({ size: 2_000, seed: 1 })
})

function numbersOf(patient: fhir4.Patient): string[] {
  return (patient.telecom ?? []).filter(({ system }) => system === 'phone').map(({ value }) => value ?? '')
}

function holdersOf(end: string): fhir4.Patient[] {
  return people.filter((person) => numbersOf(person).some((number) => number.endsWith(end)))
}

function count(isOne: (patient: fhir4.Patient) => boolean): number {
  return people.filter(isOne).length
}

it('makes the same people for the same seed, and others for another', () => {
  expect(makePeople({ size: 300, seed: 7 })).toEqual(makePeople({ size: 300, seed: 7 }))
  expect(makePeople({ size: 300, seed: 7 })).not.toEqual(makePeople({ size: 300, seed: 8 }))
})

it('makes as many as asked, never fewer than the cast, each with an id and a record number of their own', () => {
  expect(people).toHaveLength(2_000)
  expect(makePeople({ size: 1 })).toHaveLength(namedCast().length)
  const recordNumbers = people.map(({ identifier }) => identifier?.find((i) => i.system === recordNumberSystem)?.value)
  expect(new Set(recordNumbers).size).toBe(2_000)
  expect(new Set(people.map(({ id }) => id)).size).toBe(2_000)
})

it.each([0, -1, 1.5, 100_001, Number.NaN])('refuses to make %s people', (size) => {
  expect(() => makePeople({ size })).toThrow(RangeError)
})

it('gives out only numbers that fiction owns', () => {
  expect(people.flatMap(numbersOf).filter((number) => !/^(\+1 )?\d{3}-555-01\d\d$/.test(number))).toEqual([])
})

it('keeps the area codes of the cast for the cast', () => {
  const cast = new Set(namedCast().map(({ id }) => id))
  const others = people.filter(({ id }) => !cast.has(id ?? ''))
  expect(others.flatMap(numbersOf).filter((number) => /^(\+1 )?(608|414)/.test(number))).toEqual([])
})

it('keeps the family names of the cast for the cast, so that a search for one of them finds no stranger', () => {
  const cast = namedCast()
  const strangers = people.filter(({ id }) => !cast.some((member) => member.id === id))
  const families = new Set(cast.map(({ family }) => family))
  expect(strangers.filter(({ name }) => name?.some(({ family }) => families.has(family ?? '')))).toEqual([])
})

it('gives nobody +1 608-555-0199, and one person alone +1 414-555-0107', () => {
  expect(holdersOf('608-555-0199')).toEqual([])
  expect(holdersOf('414-555-0107').map(({ id }) => id)).toEqual([castIds.walter])
})

describe('the crowd has', () => {
  it.each(['female', 'male'])('more than 100 %s Smiths, so that a broad search is refused', (sex) => {
    expect(count(({ name, gender }) => name?.[0]?.family === 'Smith' && gender === sex)).toBeGreaterThan(100)
  })

  it('households on one number', () => {
    const numbers = people.flatMap(numbersOf)
    expect(new Set(numbers).size).toBeLessThan(numbers.length * 0.8)
  })

  it.each<[string, (patient: fhir4.Patient) => boolean]>([
    ['names before a marriage', ({ name }) => name?.some(({ use }) => use === 'old') ?? false],
    ['numbers at work', ({ telecom }) => telecom?.some(({ use }) => use === 'work') ?? false],
    ['numbers given up', ({ telecom }) => telecom?.some(({ use }) => use === 'old') ?? false],
    ['nobody to call', ({ telecom }) => telecom === undefined],
    ['fathers whose name the son bears', ({ name }) => name?.[0]?.text?.endsWith(' Sr.') ?? false],
    ['people who died', ({ deceasedBoolean, deceasedDateTime }) => deceasedBoolean === true || !!deceasedDateTime],
    ['inactive records', ({ active }) => active === false],
    ['restricted people', ({ meta }) => meta?.security !== undefined],
    [
      'record numbers with zeros in front',
      ({ identifier }) => identifier?.some((i) => i.value?.startsWith('00')) ?? false,
    ],
  ])('%s', (_what, isOne) => expect(count(isOne)).toBeGreaterThan(5))

  it('namesakes born on one day', () => {
    const keys = people.slice(60).map(({ name, birthDate }) => `${name?.[0]?.text} ${birthDate}`)
    expect(new Set(keys).size).toBeLessThan(keys.length)
  })
})

it('keeps the traps of Epic’s identifiers: none coded MR, a padded one, one without type and value', () => {
  const [ana] = people
  expect(JSON.stringify(ana?.identifier)).not.toContain('"MR"')
  expect(ana?.identifier?.find(({ type }) => type?.text === 'INTERNAL')?.value).toBe('     Z6001')
  const social = ana?.identifier?.find(({ system }) => system === 'urn:oid:2.16.840.1.113883.4.1')
  expect([social?.type, social?.value]).toEqual([undefined, undefined])
})
