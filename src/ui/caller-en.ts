import type { Relation } from '../domain/caller.ts'

const relations: Record<Relation, string> = {
  parent: 'parent',
  child: 'child',
  partner: 'spouse or partner',
  family: 'other family',
  facility: 'caregiver or facility',
  provider: 'provider’s office',
  other: 'other',
}

/** What is said of a caller who is not the patient, in English. */
export const callerEn = {
  someoneElse: 'Calling for someone else',
  thePatient: 'The caller is the patient',
  patientAbove: 'The open chart is the patient’s. The caller’s name stays with this call and goes with it.',
  patientBelow: 'All that is typed below is the patient’s. The caller’s name stays with this call and goes with it.',
  name: 'Caller’s name',
  relation: 'Relation to the patient',
  notAsked: 'Not asked',
  relations,
  birthDate: 'Birth date of the patient',
  searchTitle: 'Search Epic for the patient',
  nameNotAsked: 'name not asked',
  relationNotAsked: 'relation not asked',
  identity: (name: string, relation: string) => `Caller: ${name} (${relation}).`,
  authority: 'Authority to speak for the patient: check in Epic.',
}
