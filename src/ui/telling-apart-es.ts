import type { NextQuestion } from '../domain/ask-next.ts'
import type { NameLikeness } from '../domain/name-likeness.ts'
import type { TellingQuestion } from '../domain/telling-question.ts'
import type { Warning } from '../domain/warnings.ts'
import type { tellingApartEn } from './telling-apart-en.ts'

const warnings: Record<Warning, string> = {
  deceased: 'fallecimiento registrado',
  merged: 'unido a otro expediente',
  surviving: 'expedientes unidos: se muestra el que queda',
  inactive: 'expediente inactivo',
  restricted: 'expediente restringido',
  'same-name': 'mismo nombre que otra persona aquí',
  'similar-name': 'nombre parecido aquí',
  twin: 'gemelo aquí: misma fecha de nacimiento',
  minor: 'menor de edad',
  'number-old': 'número marcado como antiguo',
}

/** What the similar name is, and how it is alike. */
const similarName: Record<NameLikeness, (other: string) => string> = {
  'one-letter': (other) => `nombre parecido aquí: a una letra de ${other}`,
  sound: (other) => `nombre parecido aquí: suena como ${other}`,
  'short-form': (other) => `nombre parecido aquí: forma corta o larga de ${other}`,
}

/** What tells people of one name apart. */
const sameNameBut: (typeof tellingApartEn)['sameNameBut'] = {
  suffix: 'mismo nombre que otra persona aquí: difiere el sufijo',
  'second-given': 'mismo nombre que otra persona aquí: difiere el segundo nombre',
  sex: 'mismo nombre que otra persona aquí: difiere el sexo legal',
}

/** What to ask next, to be read out as it stands, and what to do with the answer. No value of a patient is in it. */
const askNext: Record<NextQuestion, string> = {
  'birth-date':
    'Escriba la fecha de nacimiento que da quien llama. Pregunte: «¿Cuál es la fecha de nacimiento del paciente?»',
  given: 'Pregunte: «¿Cuál es el nombre de pila del paciente?»',
  'street-number': 'Pregunte: «¿Cuál es el número de la calle donde vive el paciente?»',
  'record-number': 'Pregunte: «¿Cuáles son las cuatro últimas cifras del número de expediente del paciente?»',
  town: 'Pregunte: «¿En qué ciudad vive el paciente?»',
}

/** The fields in which the answers are typed. */
const answers: Record<TellingQuestion, string> = {
  given: 'Nombre que da quien llama',
  'street-number': 'Número de la calle que da quien llama',
  'record-number': 'Últimas cifras que da quien llama',
  town: 'Ciudad que da quien llama',
}

/** How the names agree; `name` is the one of the patient that is former or alike. */
const nameFields: (typeof tellingApartEn)['agreement']['nameFields'] = {
  family: {
    agrees: () => 'el apellido coincide',
    former: (name) => `coincide con un apellido anterior: ${name}`,
    part: () => 'coincide una parte del apellido',
    'short-form': () => 'el apellido se parece',
    'one-letter': () => 'el apellido difiere en una letra',
    sound: () => 'el apellido suena parecido',
    differs: () => 'el apellido difiere',
  },
  given: {
    agrees: () => 'el nombre coincide',
    former: () => 'coincide con un nombre anterior',
    part: () => 'coincide una parte del nombre',
    'short-form': (name) => `el nombre es una forma corta o larga de ${name}`,
    'one-letter': (name) => `el nombre está a una letra de ${name}`,
    sound: (name) => `el nombre suena como ${name}`,
    differs: () => 'el nombre difiere',
  },
}

const agreement: (typeof tellingApartEn)['agreement'] = {
  birthDateInPart: 'fecha de nacimiento incompleta en Epic',
  fields: {
    birthDate: { agrees: 'la fecha de nacimiento coincide', differs: 'la fecha de nacimiento difiere' },
    recordNumber: { agrees: 'el número de expediente coincide', differs: 'el número de expediente difiere' },
    suffix: { agrees: 'el sufijo coincide', differs: 'el sufijo difiere' },
    streetNumber: { agrees: 'el número de la calle coincide', differs: 'el número de la calle difiere' },
    recordTail: { agrees: 'las últimas cifras coinciden', differs: 'las últimas cifras difieren' },
    town: { agrees: 'la ciudad coincide', differs: 'la ciudad difiere' },
    nameLetters: { agrees: 'las letras del apellido coinciden', differs: 'las letras del apellido no coinciden' },
  },
  nameFields,
  otherNumber: 'no tiene este número',
}

/** What tells patients apart, in Spanish. */
export const tellingApartEs: typeof tellingApartEn = {
  warnings,
  similarName,
  askNext,
  answers,
  agreement,
  sameNameBut,
  similarWholeName: (name) => `nombre parecido aquí: ${name}`,
  answerNotHeard: 'Nadie aquí coincide con esta respuesta.',
  answersDiffer: (name) => `${name} no coincide con lo que respondió quien llama. Compruebe la respuesta.`,
  interpreter: { needed: 'necesita intérprete', unsaid: '¿intérprete?' },
  maybeSwapped: 'Pida el mes por su nombre: el día y el mes pueden estar cambiados.',
  askForMore: 'Nada de lo que hay aquí los distingue. Pregunte algo más y busque en Epic.',
  tooManyShare: (count) => `${count ?? 'Más de 10'} pacientes comparten este número (¿una residencia?)`,
}
