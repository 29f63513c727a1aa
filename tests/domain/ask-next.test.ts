import { expect, it } from 'vitest'
import { mayAskTown } from '../../src/domain/ask-next.ts'
import { noAnswers } from '../../src/domain/entered.ts'
import type { Patient } from '../../src/domain/patient.ts'
import { chooseByAnswers, tellApart } from '../../src/domain/telling-answers.ts'
import { compareAll } from '../../src/domain/verification.ts'
import { ordinaryVerification } from '../../src/domain/verification-policy.ts'
import { aNumber } from '../fixtures/contact.ts'
import { ada, aName, ana, aPatient, ida, leo } from '../fixtures/patient.ts'

const numbered = (value: string) => [{ system: 'urn:oid:1.2.3', value }]

/** What is asked of the caller next for these candidates, once this birth date was said; null where nothing is. */
function next(patients: readonly Patient[], birthDate: string | null) {
  const candidates = compareAll(patients, { birthDate, given: null, family: null }, aNumber())
  const entered = { birthDate, answers: noAnswers, foundBy: null }
  const telling = tellApart(candidates, entered, {}, ordinaryVerification)
  const choice = chooseByAnswers(candidates, entered, null, ordinaryVerification, telling)
  return choice.kind === 'needs' ? choice.needed.all[0] : (telling.questions[0] ?? null)
}

/** One of those who share name and birth date; the facts tell them apart. */
const maria = (id: string, facts: Partial<Patient>) =>
  aPatient({ id, names: [aName('Maria', 'Garcia')], birthDate: '1990-04-04', ...facts })

it('asks for the birth date first: no chart opens without it', () => {
  expect(next([ada, ida], null)).toBe('birth-date')
  expect(next([ana, leo], null)).toBe('birth-date')
})

it('asks twins for the first name', () => expect(next([ada, ida, ana], '2015-07-01')).toBe('given'))

it('asks for nothing where nobody, or one alone, remains', () => {
  expect(next([ana, leo], '1999-03-03')).toBeNull()
  expect(next([ana, leo], '1980-02-29')).toBeNull()
})

it('asks namesakes for the record number, and for the town where they have none', () => {
  const byNumber = [
    maria('one', { recordNumbers: numbered('0071') }),
    maria('two', { recordNumbers: numbered('0072') }),
  ]
  expect(next(byNumber, '1990-04-04')).toBe('record-number')

  const byTown = [
    maria('one', { recordNumbers: [], town: 'Madison' }),
    maria('two', { recordNumbers: [], town: 'VERONA' }),
  ]
  expect(next(byTown, '1990-04-04')).toBe('town')
})

it('asks for the street number before the record number, for people have it in their heads', () => {
  const both = [
    maria('one', { streetNumber: '12', recordNumbers: numbered('0071') }),
    maria('two', { streetNumber: '8', recordNumbers: numbered('0072') }),
  ]
  expect(next(both, '1990-04-04')).toBe('street-number')
})

it('may ask for the town only where first names do not tell all apart', () => {
  expect(mayAskTown([ana, leo])).toBe(false)
  expect(mayAskTown([maria('one', {}), maria('two', {})])).toBe(true)
  expect(mayAskTown([ana, aPatient({ id: 'nameless', names: [] })])).toBe(true)
})

it('asks for nothing where nothing tells them apart', () => {
  expect(next([maria('one', {}), maria('two', {})], '1990-04-04')).toBeNull()
})

it('asks what leaves the fewest: the first name tells one of four, the record number all', () => {
  const four = ['Maria', 'Maria', 'Maria', 'Rosa'].map((given, index) =>
    maria(String(index), { names: [aName(given, 'Garcia')], recordNumbers: numbered(`000${index}`) }),
  )
  expect(next(four, '1990-04-04')).toBe('record-number')
})

it('compares the digits the agent sees: record numbers that end alike tell nobody apart', () => {
  const ending = [
    maria('one', { recordNumbers: numbered('10071') }),
    maria('two', { recordNumbers: numbered('20071'), town: 'Verona' }),
  ]
  expect(next(ending, '1990-04-04')).toBe('town')
})

it('does not count on an answer that Epic knows of one of them alone', () => {
  const half = [maria('one', { recordNumbers: numbered('0071') }), maria('two', { recordNumbers: [] })]
  expect(next(half, '1990-04-04')).not.toBe('record-number')
})

it('reads the same name in any writing as one', () => {
  const names = [
    maria('one', { names: [aName('María', 'Garcia')] }),
    maria('two', { names: [aName('MARIA', 'Garcia')] }),
  ]
  expect(next(names, '1990-04-04')).toBeNull()
})
