import type { Relation } from '../domain/caller.ts'
import type { callerEn } from './caller-en.ts'

const relations: Record<Relation, string> = {
  parent: 'madre o padre',
  child: 'hija o hijo',
  partner: 'cónyuge o pareja',
  family: 'otro familiar',
  facility: 'cuidador o residencia',
  provider: 'consultorio médico',
  other: 'otra relación',
}

/** What is said of a caller who is not the patient, in Spanish. */
export const callerEs: typeof callerEn = {
  someoneElse: 'Llama por otra persona',
  thePatient: 'Quien llama es el paciente',
  patientAbove:
    'El expediente abierto es del paciente. El nombre de quien llama queda en esta llamada y se borra con ella.',
  patientBelow:
    'Todo lo que se escribe abajo es del paciente. El nombre de quien llama queda con esta llamada y se borra con ella.',
  name: 'Nombre de quien llama',
  relation: 'Relación con el paciente',
  notAsked: 'Sin preguntar',
  relations,
  birthDate: 'Fecha de nacimiento del paciente',
  searchTitle: 'Buscar al paciente en Epic',
  nameNotAsked: 'nombre sin preguntar',
  relationNotAsked: 'relación sin preguntar',
  identity: (name, relation) => `Llama: ${name} (${relation}).`,
  authority: 'Autorización para hablar por el paciente: compruébela en Epic.',
}
