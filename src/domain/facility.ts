/** A number that is of more people than a household has. */
import { calledBy } from './name-parts.ts'
import type { Patient } from './patient.ts'

/** A household of several families, or of people who married, rarely has so many last names. */
const fewestFamilies = 4
const fewestPatients = 6

/** Whether those who share a number look like a facility's residents, or an employer's people, by how many last names they have. */
export function isOfManyFamilies(patients: readonly Patient[]): boolean {
  const families = new Set(patients.map((patient) => calledBy(patient).family).filter((family) => family !== ''))
  return patients.length >= fewestPatients && families.size >= fewestFamilies
}
