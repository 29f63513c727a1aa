import type { Ani } from '../domain/ani.ts'
import type { Question } from '../domain/call-session.ts'
import type { Contact } from '../domain/contact.ts'
import { telephoneOf } from '../domain/match.ts'
import { mainName, type Patient } from '../domain/patient.ts'
import type { PatientSearchAnswer } from '../domain/patient-search.ts'
import { foldName } from '../domain/person-name.ts'
import type { Cancellation, SearchPatients } from '../domain/ports.ts'

/**
 * Asks Epic the question that stands on a contact, and puts the candidates into the order in which they are shown.
 *
 * The order is ours and keeps still while the agent types: those who have the calling number now, those who once had
 * it, the others; within these by name. Epic's own order says nothing (R49).
 */
export async function identifyCaller<Signal extends Cancellation>(
  searchPatients: SearchPatients<Signal>,
  contact: Contact,
  question: Question,
  signal: Signal,
): Promise<PatientSearchAnswer> {
  const answer = await searchPatients(contact.contactId, question.search, signal)
  if (answer.kind !== 'found') return answer

  return { ...answer, patients: inOrder(answer.patients, contact.ani) }
}

function inOrder(patients: readonly Patient[], ani: Ani): Patient[] {
  return [...patients].sort(
    (one, other) =>
      nearness(one, ani) - nearness(other, ani) ||
      compareText(nameOf(one), nameOf(other)) ||
      compareText(one.id, other.id),
  )
}

function nearness(patient: Patient, ani: Ani): number {
  const telephone = telephoneOf(ani, patient.telephones)
  if (telephone === null) return 2
  return telephone.isOld ? 1 : 0
}

function nameOf(patient: Patient): string {
  const name = mainName(patient)
  return foldName(`${name?.family ?? ''}${name?.given.join('') ?? ''}`)
}

function compareText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
