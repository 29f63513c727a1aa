import { faker } from '@faker-js/faker/locale/en'
import { namedCast } from './cast.ts'
import { writePatient } from './epic-patient.ts'
import { makeHousehold, someFamily } from './household.ts'
import type { Person } from './person.ts'

/** The largest population that the sandbox is meant to carry in memory. */
const largest = 100_000

/** Smiths, in a population that is large enough: more of either sex than Epic lists for one search (4127). */
const mostSmiths = 280

/**
 * Invents a population of patients: the named cast, and a crowd that is the same for the same size and seed.
 *
 * Never smaller than the cast (55). Throws a RangeError for a size that is no whole number up to 100,000.
 * All telephone numbers end in 555-01xx; those of the cast are nobody else's.
 */
export function makePeople({ size = 2_000, seed = 1 }: { size?: number; seed?: number } = {}): fhir4.Patient[] {
  if (!Number.isInteger(size) || size < 1 || size > largest) throw new RangeError(`a size from 1 to ${largest}`)

  faker.seed(seed)
  const people: Person[] = [...namedCast()]
  let smiths = 0
  while (people.length < size) {
    const isSmith = smiths < mostSmiths && people.length % 7 < 3
    const household = makeHousehold(isSmith ? 'Smith' : someFamily())
    if (isSmith) smiths += household.length
    for (const member of household) people.push(enrolled(member, people.length + 1))
    if (people.length % 50 === 0) people.push(namesake(people[people.length - 1], people.length + 1))
  }
  return people.slice(0, Math.max(size, namedCast().length)).map(writePatient)
}

function enrolled(member: Omit<Person, 'id' | 'number' | 'recordNumber'>, number: number): Person {
  return { ...member, id: someId(), number, recordNumber: someRecordNumber(number) }
}

/** Someone else with the name and the birth date of `person`: a record number alone tells them apart. */
function namesake(person: Person | undefined, number: number): Person {
  const [first] = namedCast()
  const other = person ?? first
  if (other === undefined) throw new RangeError('nobody to be a namesake of')
  return { ...other, id: someId(), number, recordNumber: someRecordNumber(number), telephones: [], email: null }
}

function someId(): string {
  return `e${faker.string.fromCharacters(idCharacters, 22)}3`
}

const idCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.'

/** Unique by construction; one in eight is written with leading zeros, which count. */
function someRecordNumber(number: number): string {
  const digits = String(300_000 + number)
  return number % 8 === 0 ? digits.padStart(9, '0') : digits
}
