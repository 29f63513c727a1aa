import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksOf, type Entered } from '../../src/domain/entered.ts'
import type { Patient } from '../../src/domain/patient.ts'
import { chooseToOpen, compareAll, unprovenOf } from '../../src/domain/verification.ts'
import {
  type Identifier,
  isEnough,
  isFitPolicy,
  type VerificationPolicy,
} from '../../src/domain/verification-policy.ts'
import { aNumber } from '../fixtures/contact.ts'
import { ada, ana, aPatient, ida, leo } from '../fixtures/patient.ts'
import { entered } from '../fixtures/verification.ts'

const system = 'urn:oid:1.2.840.114350.1.13.999.1.7.5.737384.14'
const numbered = (patient: Patient, value: string): Patient => ({ ...patient, recordNumbers: [{ system, value }] })

/** Birth date and person, and one of the last digits or the town. */
const strict: VerificationPolicy = { required: ['birth-date', 'name'], atLeast: 1, of: ['record-number-tail', 'town'] }
const byNumber: VerificationPolicy = { required: ['record-number', 'name'], atLeast: 0, of: [] }

const compared = (patients: readonly Patient[], { birthDate }: Entered) =>
  compareAll(patients, { birthDate, given: null, family: null }, aNumber())

/** The decision in words: `open ana by birth-date, name`, `ana needs town`, `differs: ana in town`. */
function choice(policy: VerificationPolicy, patients: readonly Patient[], said: Entered, picked: string | null = null) {
  const chosen = chooseToOpen(compared(patients, said), said, picked, policy)
  switch (chosen.kind) {
    case 'open':
      return `open ${chosen.patient.id} by ${chosen.verified.join(', ')}`
    case 'needs': {
      const { all, some } = chosen.needed
      const more = some.least === 0 ? [] : [`${some.least} of ${some.of.join(', ')}`]
      return `${chosen.patient?.id ?? 'nobody yet'} needs ${[...all, ...more].join(' and ')}`
    }
    case 'differs':
    case 'not-known':
      return `${chosen.kind}: ${chosen.patient.id} in ${chosen.identifier}`
    case 'needs-pick':
      return `needs-pick (${chosen.why}): ${chosen.agreeing.map(({ id }) => id).join(', ')}`
    default:
      return chosen.kind
  }
}

const household = [numbered(ana, '0000123'), numbered(leo, '0000456')]
const bornLeo = '2015-07-01'

describe('a site that asks for one thing more', () => {
  it('says what is still needed once the birth date names one person', () => {
    expect(choice(strict, household, entered({ birthDate: bornLeo }))).toBe('leo needs 1 of record-number-tail, town')
  })

  it('opens by the last digits of the record number', () => {
    const said = entered({ birthDate: bornLeo, answers: { 'record-number-tail': '0456' } })
    expect(choice(strict, household, said)).toBe('open leo by birth-date, name, record-number-tail')
  })

  it('opens by the town, however it is written', () => {
    const said = entered({ birthDate: bornLeo, answers: { town: 'MADISON' } })
    expect(choice(strict, household, said)).toBe('open leo by birth-date, name, town')
  })

  it('opens nobody who differs in anything, though the rest would be enough', () => {
    const said = entered({ birthDate: bornLeo, answers: { 'record-number-tail': '0456', town: 'Verona' } })
    expect(choice(strict, household, said)).toBe('nobody-agrees')
    expect(choice(strict, household, said, 'leo')).toBe('differs: leo in town')
  })

  it('says what Epic does not know of the chosen row, where nothing else makes up for it', () => {
    const homeless = { ...numbered(leo, '0000456'), town: null }
    const said = entered({ birthDate: bornLeo, answers: { town: 'Madison' } })
    expect(choice(strict, [homeless], said, 'leo')).toBe('not-known: leo in town')
    const more = entered({ birthDate: bornLeo, answers: { town: 'Madison', 'record-number-tail': '0456' } })
    expect(choice(strict, [homeless], more, 'leo')).toBe('open leo by birth-date, name, record-number-tail')
  })

  it('tells twins apart by it, and names no one before (R48)', () => {
    const twins = [numbered(ada, '0000011'), numbered(ida, '0000022')]
    expect(choice(strict, twins, entered({ birthDate: bornLeo }))).toBe('needs-pick (several): ada, ida')
    const said = entered({ birthDate: bornLeo, answers: { 'record-number-tail': '0022' } })
    expect(choice(strict, twins, said)).toBe('open ida by birth-date, name, record-number-tail')
  })
})

describe('a record number that was searched for', () => {
  const foundBy = { system, value: '0000123' }

  it('counts as typed for the patient who has it', () => {
    expect(choice(byNumber, [numbered(ana, '0000123')], entered({ foundBy }))).toBe('open ana by name, record-number')
  })

  it('counts for its last digits too', () => {
    const said = entered({ birthDate: '1980-02-29', foundBy })
    expect(choice(strict, [numbered(ana, '0000123')], said)).toBe('open ana by birth-date, name, record-number')
  })

  it('counts for nobody else, not even of another system (R49)', () => {
    expect(choice(byNumber, [numbered(ana, '0000124')], entered({ foundBy }), 'ana')).toBe('ana needs record-number')
    const elsewhere = { ...ana, recordNumbers: [{ system: 'urn:oid:9.9', value: '0000123' }] }
    expect(choice(byNumber, [elsewhere], entered({ foundBy }), 'ana')).toBe('ana needs record-number')
  })

  it('does not replace the birth date at a site that asks for it', () => {
    const ordinary: VerificationPolicy = { required: ['birth-date', 'name'], atLeast: 0, of: [] }
    expect(choice(ordinary, [numbered(ana, '0000123')], entered({ foundBy }))).toBe('ana needs birth-date')
  })
})

it('takes a whole record number with its zeros, and not without', () => {
  const whole = entered({ answers: { 'record-number': ' 0000456 ' } })
  const cut = entered({ answers: { 'record-number': '456' } })
  expect(choice(byNumber, household, whole)).toBe('open leo by name, record-number')
  expect(choice(byNumber, household, cut)).toBe('nobody-agrees')
})

/** What may not be shown of each in the household. */
function hidden(said: Entered) {
  return compared(household, said).map((candidate) => unprovenOf(checksOf(candidate, said), strict))
}

it('shows nothing the site verifies by before it was entered and agrees (R50)', () => {
  expect(hidden(entered({ birthDate: bornLeo }))[1]).toEqual(['name', 'record-number-tail', 'town'])
  const said = entered({ birthDate: bornLeo, answers: { 'record-number-tail': '0456' } })
  expect(hidden(said)[0]).toContain('record-number-tail')
  expect(hidden(said)[1]).toEqual(['name', 'town'])
})

describe('a site that wants the row picked every time', () => {
  const byRow: VerificationPolicy = { ...strict, pick: 'row' }
  const said = entered({ birthDate: bornLeo, answers: { town: 'Madison' } })

  it('names nobody on the button, though exactly one agrees (R48)', () => {
    expect(choice(byRow, household, said)).toBe('needs-pick (site): leo')
  })

  it('opens the row that was picked', () => {
    expect(choice(byRow, household, said, 'leo')).toBe('open leo by birth-date, name, town')
  })

  it('says first what is still to be entered', () => {
    expect(choice(byRow, household, entered({ birthDate: bornLeo }))).toBe('leo needs 1 of record-number-tail, town')
  })
})

const letters = (typed: string) => entered({ birthDate: bornLeo, answers: { 'name-letters': typed } })

describe('a site that has the first letters of the name typed', () => {
  const byLetters: VerificationPolicy = { required: ['birth-date', 'name-letters'], atLeast: 0, of: [] }

  it('asks for them after the birth date, and opens once they begin the name', () => {
    expect(choice(byLetters, household, entered({ birthDate: bornLeo }))).toBe('leo needs name-letters')
    expect(choice(byLetters, household, letters('kes'))).toBe('open leo by birth-date, name, name-letters')
  })

  it('opens nobody whose name begins otherwise, picked or not', () => {
    expect(choice(byLetters, household, letters('Ngu'))).toBe('nobody-agrees')
    expect(choice(byLetters, household, letters('Ngu'), 'leo')).toBe('differs: leo in name-letters')
  })

  it('does not ask for them where the whole name was typed to search by', () => {
    const asSaid = compareAll(
      household,
      { birthDate: bornLeo, given: 'Leo', family: 'Kessler' },
      aNumber('+16085550142'),
    )
    expect(chooseToOpen(asSaid, entered({ birthDate: bornLeo }), null, byLetters)).toMatchObject({
      kind: 'open',
      verified: ['birth-date', 'name', 'name-letters'],
    })
  })

  it('is enough by two identifiers, and not beside the name itself', () => {
    expect(isFitPolicy(byLetters, false)).toBe(true)
    expect(isFitPolicy({ ...byLetters, required: ['name-letters', 'town'] }, false)).toBe(false)
    expect(isFitPolicy({ ...byLetters, required: ['birth-date', 'name', 'name-letters'] }, false)).toBe(false)
  })
})

const answers = fc.record({
  'name-letters': fc.constantFrom('', 'Kes', 'Ngu'),
  'record-number': fc.constantFrom('', '0000123', '0000456'),
  'record-number-tail': fc.constantFrom('', '0123', '0456'),
  town: fc.constantFrom('', 'Madison', 'Verona'),
})
const saidThings = fc.record({
  birthDate: fc.constantFrom(null, '1980-02-29', bornLeo),
  answers,
  foundBy: fc.constantFrom(null, { system, value: '0000123' }),
})
const people = fc.subarray([...household, numbered(aPatient({ id: 'other', town: 'Verona' }), '0000789')])
const policies = fc.constantFrom<VerificationPolicy>(
  strict,
  byNumber,
  {
    required: ['name'],
    atLeast: 1,
    of: ['birth-date', 'record-number'],
  },
  { required: ['birth-date', 'name-letters'], atLeast: 0, of: [], pick: 'row' },
)

it('opens only by what agrees and is enough, and only who was picked or is the only one (R48, R50)', () => {
  fc.assert(
    fc.property(
      people,
      saidThings,
      policies,
      fc.constantFrom(null, 'ana', 'leo', 'other'),
      (all, said, site, picked) => {
        const chosen = chooseToOpen(compared(all, said), said, picked, site)
        if (chosen.kind !== 'open') return
        const number = chosen.patient.recordNumbers[0]?.value
        const truth: Record<Identifier, boolean> = {
          name: true,
          'name-letters': chosen.patient.names[0]?.family?.startsWith(said.answers['name-letters']) === true,
          'birth-date': chosen.patient.birthDate === said.birthDate,
          'record-number': [said.answers['record-number'], said.foundBy?.value].some((value) => value === number),
          'record-number-tail': number?.slice(-4) === said.answers['record-number-tail'],
          town: chosen.patient.town === said.answers.town,
        }
        expect(chosen.verified.every((identifier) => truth[identifier])).toBe(true)
        expect(isEnough(site, chosen.verified)).toBe(true)
        expect(site.pick === 'row' ? picked : chosen.patient.id).toBe(chosen.patient.id)
        expect(said.birthDate === null || truth['birth-date']).toBe(true)
      },
    ),
  )
})
