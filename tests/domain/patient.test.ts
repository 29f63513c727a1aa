import { expect, it } from 'vitest'
import { mainName } from '../../src/domain/patient.ts'
import { aName, aPatient } from '../fixtures/patient.ts'

const calledBy = (...names: ReturnType<typeof aName>[]) => mainName(aPatient({ names }))?.text ?? null

it('calls a patient by the official name, wherever it stands', () => {
  expect(calledBy(aName('Bob', 'Dahl', 'nickname'), aName('Robert', 'Dahl', 'usual'), aName('Robert', 'Lind'))).toBe(
    'Robert Lind',
  )
})

it('calls a patient without an official name by the usual one', () => {
  expect(calledBy(aName('Bob', 'Dahl', 'nickname'), aName('Robert', 'Dahl', 'usual'))).toBe('Robert Dahl')
})

it('prefers any name in use to one that was given up', () => {
  expect(
    calledBy(aName('Helen', 'Dahl', 'old'), aName('Helen', 'Dahl', 'maiden'), aName('Nell', 'Lind', 'nickname')),
  ).toBe('Nell Lind')
})

it('calls a patient by an old name when Epic has no other, and by none when it has none', () => {
  expect(calledBy(aName('Helen', 'Dahl', 'old'))).toBe('Helen Dahl')
  expect(calledBy()).toBeNull()
})
