import { expect, it } from 'vitest'
import { isOfManyFamilies } from '../../src/domain/facility.ts'
import { aName, aPatient } from '../fixtures/patient.ts'

const people = (...families: string[]) =>
  families.map((family, at) => aPatient({ id: `p${at}`, names: [aName(`Given${at}`, family)] }))

it('takes six people of four last names for more than a household', () => {
  expect(isOfManyFamilies(people('Kessler', 'Brandt', 'Nguyen', 'Garcia', 'Garcia', 'Garcia'))).toBe(true)
})

it.each([
  ['a large family', people('Kessler', 'Kessler', 'Kessler', 'Kessler', 'Kessler', 'Kessler', 'Kessler')],
  ['five who share a flat', people('Kessler', 'Brandt', 'Nguyen', 'Garcia', 'Larsen')],
  ['a family after two marriages', people('Kessler', 'Kessler', 'Brandt', 'Garcia', 'Garcia', 'Kessler')],
  ['people whose names differ in an accent alone', people('Núñez', 'Nunez', 'NUNEZ', 'nuñez', 'Nunez', 'Nunez')],
])('takes %s for a household', (_who, patients) => {
  expect(isOfManyFamilies(patients)).toBe(false)
})
