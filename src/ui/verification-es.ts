import type { Asked } from '../domain/entered.ts'
import { longestReason, type TypedReason } from '../domain/emergency.ts'
import type { TypedRecordNumber } from '../domain/record-number.ts'
import type { SearchSet } from '../domain/site-policy.ts'
import type { Identifier } from '../domain/verification-policy.ts'
import type { verificationEn } from './verification-en.ts'

const identifiers: Record<Identifier, string> = {
  'birth-date': 'fecha de nacimiento',
  name: 'nombre',
  'name-letters': 'primeras letras del apellido',
  'record-number': 'número de expediente',
  'record-number-tail': 'últimas 4 cifras del número de expediente',
  town: 'ciudad',
}

const fields: Record<Asked, string> = {
  'name-letters': 'Primeras letras del apellido',
  'record-number': 'Número de expediente',
  'record-number-tail': 'Expediente: últ. 4',
  town: 'Ciudad',
}

const enterChecks = 'Intro lo comprueba.'

const fieldHints: Partial<Record<Asked, string>> = {
  'name-letters': 'Tres o más, como lo dice quien llama.',
  'record-number': enterChecks,
  town: enterChecks,
}

const readyToSearch: Record<SearchSet, string> = {
  'name-and-birth-date': 'Todo listo para buscar por nombre y fecha de nacimiento.',
  'name-sex-and-telephone': 'Todo listo para buscar por nombre, sexo legal y el número de esta llamada.',
  'record-number': 'Todo listo para buscar por número de expediente.',
}

const unfitNumber: Record<Extract<TypedRecordNumber, { kind: 'unfit' }>['why'], string> = {
  masked: 'Una parte de este número está oculta. Escriba el número completo que da quien llama.',
  'too-long': 'Ningún número de expediente es tan largo.',
  unreadable: 'Hay signos ilegibles en este número. Escríbalo de nuevo.',
}

const unfitReason: Record<Extract<TypedReason, { kind: 'unfit' }>['why'], string> = {
  'too-short': 'Diga en pocas palabras cuál es la emergencia.',
  'too-long': `Como máximo ${longestReason} caracteres.`,
  digits: 'Ni fechas ni números: quite las cifras.',
  signs: 'Hay signos ilegibles en este texto. Escríbalo de nuevo.',
  names: 'Quite el nombre del paciente.',
}

/** What is said of identifiers, of searching by what the site accepts, and of emergencies, in Spanish. */
export const verificationEs: typeof verificationEn = {
  identifiers,
  fields,
  readyToSearch,
  unfitNumber,
  noSetHere: 'Sin número, esta llamada no da lo suficiente para buscar aquí. Busque en Epic.',
  fieldHints,
  pickRow: 'Elija la fila de la persona que nombró quien llama.',
  needs: (what) => `Falta: ${what}`,
  someOf: (least, of) => `${least} de: ${of}`,
  differs: (what, name) => `Este dato no coincide con el de ${name}: ${what}. Compruébelo con quien llama.`,
  notKnown: (what, name) =>
    `Epic no tiene este dato de ${name}: ${what}. Aquí no se puede comprobar. Pida otro dato o abra al paciente en Epic.`,
  nobodyAgrees: {
    title: 'Nadie aquí coincide con todo lo que se escribió',
    body: 'Compruébelo con quien llama o busque por nombre.',
  },
  opened: (time, how) => `abierto: ${time}, por ${how}`,
  openedInEmergency: (time, how) => `abierto por emergencia: ${time}, solo por ${how}`,
  doNotOpen: 'Detener: no abrirlo',
  emergency: {
    begin: 'Emergencia: abrir con menos datos',
    title: (name) => `Emergencia: ${name}`,
    warning:
      'Solo si esperar haría daño a alguien. La apertura queda en la auditoría como emergencia, con su nombre y este motivo.',
    reason: 'Motivo, sin nombres, fechas ni números',
    open: (name) => `Abrir por emergencia: ${name}`,
    cancel: 'No es una emergencia',
    unfit: unfitReason,
  },
}
