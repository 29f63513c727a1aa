import type { defaultIdentifiers } from '../domain/verification.ts'
import type { noteEn } from './note-en.ts'

/** How an identifier was entered, as a note says it. */
const identifiers: Record<(typeof defaultIdentifiers)[number], string> = {
  'birth-date': 'fecha de nacimiento escrita',
  name: 'nombre elegido',
}

/** The lines of the note an agent copies after a call, in Spanish. */
export const noteEs: typeof noteEn = {
  copy: 'Copiar nota',
  notCopied: 'El navegador no copió la nota. Aquí está para seleccionarla:',
  identifiers,
  when: (date, time) => `Llamada: ${date}, ${time}`,
  number: (number) => `Número: ${number}`,
  queue: (queue) => `Cola: ${queue}`,
  callerIsPatient: 'Quien llama: el paciente',
  verified: (how) => `Verificación: ${how}`,
  patient: (tail) => `Paciente: número de expediente terminado en ${tail}`,
  patientUnnumbered: 'Paciente: sin número de expediente conocido',
  agent: (name) => `Agente: ${name}`,
}
