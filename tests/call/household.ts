import type { Patient } from '../../src/domain/patient.ts'
import { aName, aPatient } from '../fixtures/patient.ts'

/** A mother and her child, told apart from those of every other search by the beginning of their ids. */
export function household(search: string): Patient[] {
  return [
    aPatient({ id: `${search}.mother`, names: [aName('Ana', 'Kessler')], birthDate: '1980-02-29' }),
    aPatient({ id: `${search}.child`, names: [aName('Leo', 'Kessler')], birthDate: '2015-07-01' }),
  ]
}
