import { asE164 } from './e164.ts'
import type { RingableNumber } from './control-room-state.ts'

const mostNumbers = 12
const mostPeopleSaid = 5
/** The broker shows no list that is longer (facts/epic.md 1.4): such a number is a poor one to begin with. */
const mostCandidates = 10

/**
 * Up to twelve numbers of these people, those that most of them share first, each with whom to expect.
 *
 * Only numbers by which Epic finds somebody: written `608-555-0142`, `+1 608-555-0142` or in E.164, and not of work.
 * Numbers that too many share for any answer stand last.
 */
export function ringableNumbers(people: readonly fhir4.Patient[]): RingableNumber[] {
  const owners = new Map<string, fhir4.Patient[]>()
  for (const patient of people) {
    for (const number of numbersOf(patient)) {
      const sharing = owners.get(number)
      if (sharing === undefined) owners.set(number, [patient])
      else sharing.push(patient)
    }
  }
  return [...owners]
    .sort(([, one], [, other]) => rank(other) - rank(one))
    .slice(0, mostNumbers)
    .map(([number, sharing]) => ({ number, label: label(sharing.length), says: cribOf(sharing) }))
}

function numbersOf({ telecom = [] }: fhir4.Patient): Set<string> {
  const findable = telecom.filter(({ system, use }) => system === 'phone' && use !== 'work')
  const written = findable.flatMap(({ value }) => (typeof value === 'string' ? [value.trim()] : []))
  return new Set(written.filter((value) => /^((\+1 )?\d{3}-\d{3}-\d{4}|\+[1-9]\d{6,14})$/.test(value)).map(asE164))
}

function rank({ length }: readonly fhir4.Patient[]): number {
  return length > mostCandidates ? 0 : length
}

function label(count: number): string {
  return count === 1 ? '1 patient' : `${count} patients`
}

function cribOf(sharing: readonly fhir4.Patient[]): string[] {
  if (sharing.length > mostCandidates) return [`${label(sharing.length)}, too many: ask for a name and a birth date`]
  const said = sharing.slice(0, mostPeopleSaid).map((patient) => `${birthDateOf(patient)} (${nameOf(patient)})`)
  return sharing.length > mostPeopleSaid ? [...said, `and ${sharing.length - mostPeopleSaid} more`] : said
}

function birthDateOf({ birthDate = '' }: fhir4.Patient): string {
  const [year = '', month, day] = birthDate.split('-')
  if (year === '') return 'no birth date'
  return day === undefined ? `${birthDate}, no whole birth date` : `${month}/${day}/${year}`
}

function nameOf({ name = [] }: fhir4.Patient): string {
  const shown = name.find(({ use }) => use === 'official' || use === 'usual') ?? name[0]
  return shown?.text ?? [...(shown?.given ?? []), shown?.family ?? ''].join(' ').trim()
}
