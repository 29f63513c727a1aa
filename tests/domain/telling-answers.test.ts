import { assert, constantFrom, dictionary, property, string, uniqueArray } from 'fast-check'
import { expect, it } from 'vitest'
import type { Patient } from '../../src/domain/patient.ts'
import { chooseByAnswers, tellApart } from '../../src/domain/telling-answers.ts'
import { type TellingAnswers, tellingQuestions } from '../../src/domain/telling-question.ts'
import { noAnswers } from '../../src/domain/entered.ts'
import { compareAll } from '../../src/domain/verification.ts'
import { ordinaryVerification } from '../../src/domain/verification-policy.ts'
import { aNumber } from '../fixtures/contact.ts'
import { ada, aName, ana, aPatient, ida } from '../fixtures/patient.ts'

const system = 'urn:oid:1.2.3'

/** One of those who share name and birth date; the facts tell them apart. */
const maria = (id: string, facts: Partial<Patient>) =>
  aPatient({ id, names: [aName('Maria', 'Garcia')], birthDate: '1990-04-04', recordNumbers: [], ...facts })

/** What the answers make of these patients once the birth date was said: who is left, what was asked, whose chart opens. */
function tell(
  patients: readonly Patient[],
  birthDate: string,
  answers: TellingAnswers,
  picked: string | null = null,
  policy = ordinaryVerification,
) {
  const said = { birthDate, given: null, family: null }
  const candidates = compareAll(patients, said, aNumber())
  const entered = { birthDate, answers: noAnswers, foundBy: null }
  const telling = tellApart(candidates, entered, answers, policy)
  const choice = chooseByAnswers(candidates, entered, picked, policy, telling)
  return {
    ...telling,
    left: telling.remaining.map(({ id }) => id),
    choice: 'patient' in choice && choice.patient !== null ? `${choice.kind} ${choice.patient.id}` : choice.kind,
    verified: choice.kind === 'open' ? choice.verified : [],
  }
}

it('asks nothing where the birth date leaves one alone', () => {
  expect(tell([ada, ana], '1980-02-29', { given: 'Ada' })).toMatchObject({ questions: [], choice: 'open ana' })
})

it('opens the twin whose name was typed, and neither before', () => {
  expect(tell([ada, ida], '2015-07-01', {})).toMatchObject({ questions: ['given'], choice: 'needs-pick' })
  expect(tell([ada, ida], '2015-07-01', { given: 'ida ' })).toMatchObject({ left: ['ida'], choice: 'open ida' })
})

it('has the twin’s row picked after the answer, where the site wants rows picked (R48)', () => {
  const byRow = { ...ordinaryVerification, pick: 'row' } as const
  expect(tell([ada, ida], '2015-07-01', { given: 'Ida' }, null, byRow).choice).toBe('needs-pick')
  expect(tell([ada, ida], '2015-07-01', { given: 'Ida' }, 'ida', byRow).choice).toBe('open ida')
})

it('takes a name that is only like a twin’s for no agreement', () => {
  const { told, choice } = tell([ada, ida], '2015-07-01', { given: 'Adda' })
  expect([told.get('ada')?.given, told.get('ida')?.given, choice]).toEqual(['one-letter', 'unknown', 'needs-pick'])
})

it('lets nobody open a row that was chosen against the answer', () => {
  expect(tell([ada, ida], '2015-07-01', { given: 'Ida' }, 'ada').choice).toBe('answers-differ ada')
  expect(tell([ada, ida], '2015-07-01', { given: 'Ida' }, 'ida').choice).toBe('open ida')
})

it('says of nobody that they differ while an answer is half typed, so no digit tells whose number it begins', () => {
  const two = [maria('one', { streetNumber: '123' }), maria('two', { streetNumber: '87' })]
  for (const half of ['1', '12', '8']) {
    const { told } = tell(two, '1990-04-04', { 'street-number': half })
    expect([...told.values()]).toEqual([{ 'street-number': 'unknown' }, { 'street-number': 'unknown' }])
  }
  expect(tell(two, '1990-04-04', { 'street-number': '123' }).choice).toBe('open one')
})

it('compares the last digits of the record number, or more of them, and not fewer', () => {
  const two = [
    maria('one', { recordNumbers: [{ system, value: '000012' }] }),
    maria('two', { recordNumbers: [{ system, value: '203111' }] }),
  ]
  const by = (typed: string) => tell(two, '1990-04-04', { 'record-number': typed }).choice
  expect(['2', '012', '0012', '00 12', '000012'].map(by)).toEqual([
    'needs-pick',
    'needs-pick',
    'open one',
    'open one',
    'open one',
  ])
})

it('asks on where an answer leaves several, and keeps those of whom Epic does not know it', () => {
  const three = [
    maria('one', { names: [aName('Rosa', 'Garcia')] }),
    maria('two', { streetNumber: '12' }),
    maria('three', { streetNumber: '8' }),
  ]
  expect(tell(three, '1990-04-04', { given: 'Maria' })).toMatchObject({ left: ['two', 'three'] })
  expect(tell(three, '1990-04-04', { given: 'Maria' }).questions).toEqual(['given', 'street-number'])
  expect(tell(three, '1990-04-04', { given: 'Maria', 'street-number': '8' }).choice).toBe('open three')

  const silent = [
    maria('one', { streetNumber: '12' }),
    maria('two', { streetNumber: '8' }),
    maria('three', { streetNumber: null }),
  ]
  expect(tell(silent, '1990-04-04', { 'street-number': '12' })).toMatchObject({
    left: ['one', 'three'],
    choice: 'needs-pick',
  })
})

it('does not open one who is called otherwise than the caller said, whatever was answered', () => {
  const said = { birthDate: '2015-07-01', given: 'Ada', family: 'Okafor' }
  const candidates = compareAll([ada, ida], said, aNumber())
  const entered = { birthDate: said.birthDate, answers: noAnswers, foundBy: null }
  const telling = tellApart(candidates, entered, { given: 'Ida' }, ordinaryVerification)
  expect(chooseByAnswers(candidates, entered, null, ordinaryVerification, telling).kind).toBe('needs-pick')
})

it('counts the last digits and the town that were typed among what the opening rests on', () => {
  const two = [
    maria('one', { recordNumbers: [{ system, value: '000012' }] }),
    maria('two', { recordNumbers: [{ system, value: '203111' }] }),
  ]
  expect(tell(two, '1990-04-04', { 'record-number': '3111' }).verified).toEqual([
    'birth-date',
    'name',
    'record-number-tail',
  ])
  expect(tell([ada, ida], '2015-07-01', { given: 'Ada' }).verified).toEqual(['birth-date', 'name'])
})

it('asks nothing a second time that the site verifies by', () => {
  const two = [
    maria('one', { recordNumbers: [{ system, value: '000012' }], town: 'Madison' }),
    maria('two', { recordNumbers: [{ system, value: '203111' }], town: 'Verona' }),
  ]
  const policy = { required: ['birth-date', 'record-number-tail'], atLeast: 0, of: [] } as const
  expect(tell(two, '1990-04-04', {}, null, policy).questions).toEqual(['town'])
  expect(tell(two, '1990-04-04', {}).questions).toEqual(['record-number'])
})

it('never opens anybody who was not born that day or answered otherwise, whatever is typed', () => {
  const facts = uniqueArray(constantFrom('1', '12', '123', '8', '87'), { minLength: 2, maxLength: 4 })
  const answers = dictionary(constantFrom(...tellingQuestions), constantFrom('1', '12', '8', 'Maria', 'Rosa', ''))
  assert(
    property(facts, answers, string({ maxLength: 3 }), (numbers, answers, noise) => {
      const patients = numbers.map((streetNumber, index) =>
        maria(`m${index}`, { streetNumber, birthDate: index === 0 ? '1991-04-04' : '1990-04-04' }),
      )
      const { choice, told } = tell(patients, '1990-04-04', { town: noise, ...answers })
      expect(choice).not.toBe('open m0')
      const opened = told.get(choice.replace('open ', ''))
      expect(Object.values(opened ?? {})).not.toContain('differs')
    }),
  )
})
