import type { NextQuestion } from '../domain/ask-next.ts'
import type { NameLikeness } from '../domain/similar-name.ts'
import type { Warning } from '../domain/warnings.ts'
import type { tellingApartEn } from './telling-apart-en.ts'

const warnings: Record<Warning, string> = {
  deceased: 'fallecimiento registrado',
  merged: 'unido a otro expediente',
  surviving: 'expedientes unidos: se muestra el que queda',
  inactive: 'expediente inactivo',
  'same-name': 'mismo nombre que otra persona aquí',
  'similar-name': 'nombre parecido aquí',
  minor: 'menor de edad',
  'number-old': 'número marcado como antiguo',
}

/** What the similar name is, and how it is alike. */
const similarName: Record<NameLikeness, (other: string) => string> = {
  'one-letter': (other) => `nombre parecido aquí: a una letra de ${other}`,
  sound: (other) => `nombre parecido aquí: suena como ${other}`,
  'short-form': (other) => `nombre parecido aquí: forma corta o larga de ${other}`,
}

/** What to ask next, to be read out as it stands, and what to do with the answer. No value of a patient is in it. */
const askNext: Record<NextQuestion, string> = {
  'birth-date':
    'Escriba la fecha de nacimiento que da quien llama. Pregunte: «¿Cuál es la fecha de nacimiento del paciente?»',
  given: 'Pregunte: «¿Cuál es el nombre de pila del paciente?» Luego elija la fila.',
  'record-number':
    'Pregunte: «¿Cuáles son las cuatro últimas cifras del número de expediente del paciente?» Luego elija la fila.',
  town: 'Pregunte: «¿En qué ciudad vive el paciente?» Luego elija la fila.',
}

/** What tells patients apart, in Spanish. */
export const tellingApartEs: typeof tellingApartEn = {
  warnings,
  similarName,
  askNext,
  askForMore: 'Nada de lo que hay aquí los distingue. Pregunte algo más y busque en Epic.',
  tooManyShare: {
    title: 'Más de 10 pacientes comparten este número (¿una residencia?)',
    body: 'Busque por nombre: nombre, apellido y fecha de nacimiento.',
  },
}
