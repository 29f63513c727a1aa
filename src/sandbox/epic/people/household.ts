import { faker } from '@faker-js/faker/locale/en'
import { areaCodes } from './area-codes.ts'
import { namedCast } from './cast.ts'
import { type Home, ordinary, type Person, type StoredTelephone } from './person.ts'

type Member = Omit<Person, 'id' | 'number' | 'recordNumber'>

/**
 * Invents the people of one household from faker's present seed: adults, sometimes their parent or their children,
 * who share a town and mostly a number.
 *
 * Children have a parent's number, as in real charts; now and then there are twins, a son with his father's name,
 * a name before marriage, a number given up, a number at work, no number at all.
 */
export function makeHousehold(family: string): readonly Member[] {
  const home = someHome()
  const areaCode = faker.helpers.arrayElement(areaCodes)
  const number = someNumber(areaCode)
  const first = adult(family, someSex(), home, [{ number, use: 'mobile' }])
  const members: Member[] = [{ ...first, telephones: [...first.telephones, ...moreNumbers(areaCode)] }]

  if (chance(0.5)) members.push(partner(family, home, number, areaCode))
  if (first.sex === 'male' && chance(0.06)) members.push(...sameNamedFather(members[0] ?? first, number))
  if (chance(0.4)) members.push(...children(family, home, number))
  return members.map(withOddities)
}

/** A telephone number that fiction owns, in one of the two ways Epic prints them. */
function someNumber(areaCode: string): string {
  const local = `${areaCode}-555-01${String(faker.number.int(99)).padStart(2, '0')}`
  return chance(0.5) ? local : `+1 ${local}`
}

/** A family name that nobody of the cast bears, so that a search for one of them finds the cast alone. */
export function someFamily(): string {
  const family = faker.person.lastName()
  return castFamilies.has(family) ? someFamily() : family
}

const castFamilies = new Set(
  namedCast().flatMap(({ family, formerFamily, partner }) => [family, formerFamily, partner?.family ?? null]),
)

function adult(family: string, sex: Person['sex'], home: Home, telephones: readonly StoredTelephone[]): Member {
  const given = [faker.person.firstName(sex), ...(chance(0.3) ? [faker.person.firstName(sex)] : [])]
  const birthDate = someDay(1930, 2006)
  const address = `${given[0] ?? ''}.${family}@example.com`.toLowerCase().replace(/[^a-z.@]/g, '')
  return { ...ordinary, given, family, sex, birthDate, home, telephones, email: chance(0.4) ? address : null }
}

function partner(family: string, home: Home, number: string, areaCode: string): Member {
  const ownNumber = chance(0.5) ? someNumber(areaCode) : number
  const person = adult(family, someSex(), home, [{ number: ownNumber, use: chance(0.5) ? 'home' : 'mobile' }])
  const formerFamily = person.sex === 'female' && chance(0.6) ? someFamily() : null
  return { ...person, formerFamily }
}

function sameNamedFather(son: Member, number: string): readonly Member[] {
  const senior = { ...son, email: null, suffix: 'Sr.', telephones: [{ number, use: 'home' as const }] }
  return [{ ...senior, birthDate: yearsBefore(son.birthDate, faker.number.int({ min: 20, max: 35 })) }]
}

function children(family: string, home: Home, number: string): readonly Member[] {
  const telephones = [{ number, use: 'home' as const }]
  const count = faker.number.int({ min: 1, max: 3 })
  const made = Array.from({ length: count }, () => ({
    ...adult(family, someSex(), home, telephones),
    birthDate: someDay(2008, 2025),
    email: null,
  }))
  const [eldest] = made
  if (eldest === undefined || !chance(0.1)) return made
  return [...made, { ...eldest, given: [faker.person.firstName(eldest.sex)] }]
}

function moreNumbers(areaCode: string): readonly StoredTelephone[] {
  return [
    ...(chance(0.25) ? [{ number: someNumber(areaCode), use: 'work' as const }] : []),
    ...(chance(0.06) ? [{ number: someNumber(areaCode), use: 'old' as const }] : []),
  ]
}

function withOddities(person: Member): Member {
  return {
    ...person,
    telephones: chance(0.03) ? [] : person.telephones,
    home: chance(0.02) ? null : person.home,
    diedOn: chance(0.03) ? (chance(0.5) ? 'unknown' : someDay(2016, 2025)) : null,
    isActive: !chance(0.02),
    isRestricted: chance(0.02),
    language: chance(0.1) ? 'Spanish' : 'English',
  }
}

function someHome(): Home {
  return {
    street: faker.location.streetAddress(),
    city: faker.location.city(),
    state: faker.location.state({ abbreviated: true }),
    postalCode: faker.location.zipCode('#####'),
  }
}

function someSex(): Person['sex'] {
  return chance(0.5) ? 'female' : 'male'
}

function someDay(firstYear: number, lastYear: number): string {
  const year = faker.number.int({ min: firstYear, max: lastYear })
  const month = faker.number.int({ min: 1, max: 12 })
  return `${year}-${two(month)}-${two(faker.number.int({ min: 1, max: 28 }))}`
}

function yearsBefore(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) - years}${day.slice(4)}`
}

function two(count: number): string {
  return String(count).padStart(2, '0')
}

function chance(probability: number): boolean {
  return faker.datatype.boolean(probability)
}
