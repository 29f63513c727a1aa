/** The mark that the broker's facade puts at a patient whom an agent confirmed who had the call before. */
import type { PatientId } from '../domain/patient.ts'
import { objectOf, objectsOf } from './foreign-json.ts'
import { answerSystem } from './operation-outcome.ts'

const code = 'confirmed-earlier'

/** The patient, marked where it is one of these; a tag says something of the resource here and now, not of the person. */
export function markConfirmed(patient: fhir4.Patient, confirmed: readonly PatientId[]): fhir4.Patient {
  const isConfirmed = patient.id !== undefined && confirmed.includes(patient.id)
  return isConfirmed ? { ...patient, meta: { tag: [{ system: answerSystem, code }] } } : patient
}

/** Those of these patients that are marked in the bundle. */
export function readConfirmed(bundle: fhir4.Bundle, patients: readonly PatientId[]): readonly PatientId[] {
  const resources = objectsOf(bundle.entry)
    .map((entry) => objectOf(entry['resource']))
    .filter((one) => one !== null)
  const marked = resources.filter((resource) =>
    objectsOf(objectOf(resource['meta'])?.['tag']).some(
      (tag) => tag['system'] === answerSystem && tag['code'] === code,
    ),
  )
  return patients.filter((id) => marked.some((resource) => resource['id'] === id))
}
