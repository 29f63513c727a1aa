import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { longestReason, namesOf, readReason } from '../../src/domain/emergency.ts'
import type { Patient, PatientName } from '../../src/domain/patient.ts'
import { ana } from '../fixtures/patient.ts'

const named = (name: Partial<PatientName>): Patient => {
  const [first] = ana.names
  if (first === undefined) throw new Error('Ana has no name')
  return { ...ana, names: [{ ...first, given: ['Ana'], ...name }] }
}

/** What a reason comes to, in a word or as it will stand in the audit. */
function reading(typed: string, names: readonly string[] = []) {
  const read = readReason(typed, names)
  if (read.kind === 'reason') return read.reason
  return read.kind === 'unfit' ? read.why : read.kind
}

it('takes a reason in a few words, with the blanks around and between them made one', () => {
  expect(reading('  caller   does not breathe well ')).toBe('caller does not breathe well')
  expect(reading('no respira, está inconsciente')).toBe('no respira, está inconsciente')
})

it.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['urgent', 'too-short'],
  ['. . . . . . . . . . . .', 'too-short'],
  ['a'.repeat(longestReason + 1), 'too-long'],
  ['born 2/29/1980, not breathing', 'digits'],
  ['call back at ٥٥٥ now please', 'digits'],
  ['not breathing\noutcome confirmed', 'signs'],
  ['not breathing\u2028anymore', 'signs'],
  ['not breathing \u202Eanymore', 'signs'],
])('does not take %j: %s', (typed, why) => expect(reading(typed)).toBe(why))

it.each(['Ana does not breathe', 'she is KESSLER and fell', 'kessler’s pulse is weak', 'maria is unconscious'])(
  'does not take the patient’s name into the audit: %s',
  (typed) => expect(reading(typed, namesOf(ana))).toBe('names'),
)

it.each([
  ['no respira, dolor de pecho', 'de la Cruz'],
  ['la paciente no respira bien', 'de la Cruz'],
  ['van driver unconscious at the wheel', 'van Dyke'],
])('takes %j of a patient named %s: words that stand before many names are nobody’s', (typed, family) => {
  expect(reading(typed, namesOf(named({ family })))).toBe(typed)
})

it.each([
  ['señora Cruz no respira', { family: 'de la Cruz' }],
  ['mister Le fell down the stairs', { family: 'Le' }],
  ['Lopez fell down the stairs', { family: 'García–López' }],
  ['Cher fell down the stairs', { family: null, given: [], text: 'Cher' }],
  ['Sukarno fell down the stairs', { family: null, given: [], text: 'Sukarno Putra' }],
])('does not take %j into the audit: it names the patient, however Epic writes them', (typed, name) => {
  expect(reading(typed, namesOf(named(name)))).toBe('names')
})

it('does not mistake a part of another word for a name', () => {
  expect(reading('banana allergy, throat swells', namesOf(ana))).toBe('banana allergy, throat swells')
})

it('never lets a digit, a control sign or a long text through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
      const read = readReason(typed, [])
      const passed = read.kind === 'reason' ? read.reason : 'nothing passed'
      expect(passed).toMatch(/^[^\p{Number}\p{Cc}\p{Zl}\p{Zp}]{10,120}$/u)
    }),
  )
})
