import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Said } from '../../src/domain/match.ts'
import type { Patient } from '../../src/domain/patient.ts'
import { type Candidate, chooseToOpen, compareAll } from '../../src/domain/verification.ts'
import { ordinaryVerification } from '../../src/domain/verification-policy.ts'
import { aNumber, hiddenNumber } from '../fixtures/contact.ts'
import { entered } from '../fixtures/verification.ts'
import { ada, ana, aName, aPatient, aTelephone, ida, leo } from '../fixtures/patient.ts'

/** At a site that asks for birth date and name, with nothing entered but the birth date. */
function choose(candidates: readonly Candidate[], { birthDate }: Said, picked: string | null) {
  return chooseToOpen(candidates, entered({ birthDate }), picked, ordinaryVerification)
}

/** What the agent is told to do, in words: `open Ana Maria Kessler`, `needs-pick: Ada, Ida`. */
function choice(patients: readonly Patient[], facts: Partial<Said>, picked: string | null = null, ani = aNumber()) {
  const said = { birthDate: null, given: null, family: null, ...facts }
  const chosen = choose(compareAll(patients, said, ani), said, picked)
  switch (chosen.kind) {
    case 'open':
      return `open ${chosen.patient.id}`
    case 'differs':
    case 'not-known':
      return `${chosen.kind}: ${chosen.patient.id}`
    case 'needs':
      return `needs ${chosen.needed.all.join(', ')}`
    case 'needs-pick':
      return `needs-pick: ${chosen.agreeing.map(({ id }) => id).join(', ')}`
    default:
      return chosen.kind
  }
}

describe('before a birth date is typed', () => {
  it('lets nobody through on the number alone, not even the only one who has it (R48, R50)', () => {
    expect(choice([ana], {})).toBe('needs birth-date')
  })

  it('lets nobody through on number and name (R50)', () => {
    expect(choice([ana], { given: 'Ana', family: 'Kessler' })).toBe('needs birth-date')
  })

  it('lets no pick through either', () => {
    expect(choice([ana, leo], {}, 'ana')).toBe('needs birth-date')
  })
})

describe('a mother and her child on one number', () => {
  const household = [ana, leo]

  it('opens the mother with her own birth date, the child with his', () => {
    expect(choice(household, { birthDate: '1980-02-29' })).toBe('open ana')
    expect(choice(household, { birthDate: '2015-07-01' })).toBe('open leo')
  })

  it.each([null, 'ana', 'leo', 'somebody-else'])(
    'opens the mother with the date of the child on no path (picked: %s)',
    (picked) => {
      for (const given of [null, 'Ana', 'Leo']) {
        for (const family of [null, 'Kessler', 'Other']) {
          expect(choice(household, { birthDate: '2015-07-01', given, family }, picked)).not.toBe('open ana')
        }
      }
    },
  )

  it('says that the picked mother was not born on that date', () => {
    expect(choice(household, { birthDate: '2015-07-01' }, 'ana')).toBe('differs: ana')
  })

  it('asks for a pick when the one who was born that day is called otherwise than the caller said', () => {
    expect(choice(household, { birthDate: '2015-07-01', given: 'Ana' })).toBe('needs-pick: leo')
    expect(choice(household, { birthDate: '2015-07-01', family: 'Brandt' })).toBe('needs-pick: leo')
    expect(choice(household, { birthDate: '2015-07-01', given: 'Ana' }, 'leo')).toBe('open leo')
  })

  it('opens nobody with a date that is of neither', () => {
    expect(choice(household, { birthDate: '1999-05-05' })).toBe('nobody-agrees')
  })
})

describe('twins', () => {
  it('have no default: both were born that day (R48)', () => {
    expect(choice([ada, ida], { birthDate: '2015-07-01' })).toBe('needs-pick: ada, ida')
  })

  it('have no default even when the name said is of one of them (R48)', () => {
    expect(choice([ada, ida], { birthDate: '2015-07-01', given: 'Ida', family: 'Okafor' })).toBe('needs-pick: ada, ida')
  })

  it('are opened by the row the agent picks', () => {
    expect(choice([ada, ida], { birthDate: '2015-07-01' }, 'ida')).toBe('open ida')
  })

  it('have no default after a pick that is no longer among the rows', () => {
    expect(choice([ada, ida], { birthDate: '2015-07-01' }, 'gone')).toBe('needs-pick: ada, ida')
  })
})

it('opens nobody whose birth date Epic does not know, or knows the year of alone', () => {
  const unknown = [aPatient({ birthDate: null }), aPatient({ id: 'year', birthDate: '1980' })]
  expect(choice(unknown, { birthDate: '1980-02-29' })).toBe('nobody-agrees')
  expect(choice(unknown, { birthDate: '1980-02-29' }, 'year')).toBe('not-known: year')
})

it('opens nobody where there is nobody', () => expect(choice([], { birthDate: '1980-02-29' })).toBe('nobody-agrees'))

const people = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    given: fc.constantFrom('Ada', 'Ida'),
    birthDate: fc.constantFrom('1980-02-29', '2015-07-01', '1980', null),
    isOurNumber: fc.boolean(),
  }),
  { maxLength: 4 },
)
const patientsOf = (made: typeof people extends fc.Arbitrary<infer T> ? T : never) =>
  made.map(({ id, given, birthDate, isOurNumber }) =>
    aPatient({ id, birthDate, names: [aName(given, 'Okafor')], telephones: isOurNumber ? [aTelephone()] : [] }),
  )
const saidThings = fc.record({
  birthDate: fc.constantFrom('1980-02-29', '2015-07-01', null),
  given: fc.constantFrom('Ada', 'Ida', null),
  family: fc.constantFrom('Okafor', 'Other', null),
})
const pick = fc.constantFrom(null, 'a', 'b', 'c', 'd', 'gone')

it('opens only someone who was born on the typed day, and without a pick only where nobody else was', () => {
  fc.assert(
    fc.property(people, saidThings, pick, (made, said, picked) => {
      const patients = patientsOf(made)
      const chosen = choose(compareAll(patients, said, aNumber()), said, picked)
      if (chosen.kind !== 'open') return
      expect(chosen.patient.birthDate).toBe(said.birthDate)
      if (picked === chosen.patient.id) return
      expect(patients.filter((patient) => patient.birthDate === said.birthDate)).toEqual([chosen.patient])
    }),
  )
})

it('decides the same whoever the number belongs to, and when it is hidden (R50)', () => {
  fc.assert(
    fc.property(people, saidThings, pick, (made, said, picked) => {
      const patients = patientsOf(made)
      const [ours, foreign, hidden] = [aNumber(), aNumber('+16085550199'), hiddenNumber].map((ani) =>
        choice(patients, said, picked, ani),
      )
      expect(foreign).toBe(ours)
      expect(hidden).toBe(ours)
    }),
  )
})
