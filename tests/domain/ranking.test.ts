import { assert, constantFrom, property, shuffledSubarray } from 'fast-check'
import { expect, it } from 'vitest'
import type { Said } from '../../src/domain/match.ts'
import type { Patient } from '../../src/domain/patient.ts'
import { inHeldOrder, rank } from '../../src/domain/ranking.ts'
import type { TellingAnswers } from '../../src/domain/telling-question.ts'
import { tellApart } from '../../src/domain/telling-answers.ts'
import { noAnswers } from '../../src/domain/entered.ts'
import { compareAll } from '../../src/domain/verification.ts'
import { ordinaryVerification } from '../../src/domain/verification-policy.ts'
import { aNumber } from '../fixtures/contact.ts'
import { ada, aName, ana, aPatient, ida, leo } from '../fixtures/patient.ts'

/** The ids in the order in which the rows stand. */
function ranked(patients: readonly Patient[], said: Partial<Said>, answers: TellingAnswers = {}): string[] {
  const candidates = compareAll(patients, { birthDate: null, given: null, family: null, ...said }, aNumber())
  const entered = { birthDate: said.birthDate ?? null, answers: noAnswers, foundBy: null }
  return rank(candidates, tellApart(candidates, entered, answers, ordinaryVerification)).map(
    ({ patient }) => patient.id,
  )
}

it('leaves the order as it came before anything was said', () => {
  expect(ranked([leo, ana, ida], {})).toEqual(['leo', 'ana', 'ida'])
})

it('puts those born that day first, and the one who answered before the other twin', () => {
  expect(ranked([ana, ada, ida], { birthDate: '2015-07-01' })).toEqual(['ada', 'ida', 'ana'])
  expect(ranked([ana, ada, ida], { birthDate: '2015-07-01' }, { given: 'Ida' })).toEqual(['ida', 'ada', 'ana'])
})

const named = (given: string) => aPatient({ id: given, names: [aName(given, 'Kessler')] })

it('puts the name that was said before one that is alike, and that before another', () => {
  const list = [named('Leo'), named('Anna'), named('Ana')]
  expect(ranked(list, { given: 'Ana', family: 'Kessler' })).toEqual(['Ana', 'Anna', 'Leo'])
})

it('adds nothing up: a whole name never outweighs another birth date', () => {
  const other = aPatient({ id: 'other', names: [aName('Zoe', 'Brandt')], birthDate: '1980-02-29' })
  const namesake = aPatient({ id: 'namesake', names: [aName('Ana', 'Kessler')], birthDate: '1981-02-28' })
  expect(ranked([namesake, other], { given: 'Ana', family: 'Kessler', birthDate: '1980-02-29' })).toEqual([
    'other',
    'namesake',
  ])
})

it('moves nobody in a list that is held, and puts who is new at its end', () => {
  const candidates = compareAll([ida, ana, leo], { birthDate: null, given: null, family: null }, aNumber())
  expect(inHeldOrder(candidates, ['leo', 'ana']).map(({ patient }) => patient.id)).toEqual(['leo', 'ana', 'ida'])
})

it('never loses or doubles anybody', () => {
  const people = [ana, leo, ada, ida]
  assert(
    property(shuffledSubarray(people), constantFrom('2015-07-01', '1980-02-29', null), (list, birthDate) => {
      expect(ranked(list, { birthDate }).sort()).toEqual(list.map(({ id }) => id).sort())
    }),
  )
})
