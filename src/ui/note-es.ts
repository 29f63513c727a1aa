import type { Identifier } from '../domain/verification-policy.ts'
import type { noteEn } from './note-en.ts'

/** How an identifier was entered, as a note says it. */
const identifiers: Record<Identifier, string> = {
  'birth-date': 'fecha de nacimiento escrita',
  name: 'nombre elegido',
  'name-letters': 'primeras letras del apellido escritas',
  'record-number': 'número de expediente escrito',
  'record-number-tail': 'últimas 4 cifras del número de expediente escritas',
  town: 'ciudad escrita',
}

/** The lines of the note an agent copies after a call, in Spanish. */
export const noteEs: typeof noteEn = {
  copy: 'Copiar nota',
  notCopied: 'El navegador no copió la nota. Aquí está para seleccionarla:',
  identifiers,
  when: (date, time) => `Llamada: ${date}, ${time}`,
  number: (number) => `Número: ${number}`,
  queue: (queue) => `Cola: ${queue}`,
  noOtherCaller: 'Quien llama: no se anotó a nadie más que al paciente',
  verified: (how) => `Verificación: ${how}`,
  emergency: (reason) => `EMERGENCIA: abierto con menos datos de los que pide el hospital. Motivo: ${reason}`,
  patient: (tail) => `Paciente: número de expediente terminado en ${tail}`,
  patientUnnumbered: 'Paciente: sin número de expediente conocido',
  agent: (name) => `Agente: ${name}`,
}
