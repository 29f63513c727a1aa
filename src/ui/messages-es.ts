import type { ConnectState } from '../domain/ports.ts'
import type { NoNumberSearch, SearchField } from '../domain/search-plan.ts'
import { appointmentsEs } from './appointments-es.ts'
import { callerEs } from './caller-es.ts'
import { certainMatchEs } from './certain-match-es.ts'
import { contactsEs } from './contacts-es.ts'
import { emergencySearchEs } from './emergency-search-es.ts'
import { failuresEs } from './failures-es.ts'
import type { Messages } from './messages-en.ts'
import { framedEs } from './framed-es.ts'
import { keysEs } from './keys-es.ts'
import { noteEs } from './note-es.ts'
import { tellingApartEs } from './telling-apart-es.ts'
import { verificationEs } from './verification-es.ts'

const noNumberSearch: Record<NoNumberSearch, string> = {
  withheld: 'Quien llama ocultó el número.',
  unreadable: 'Lo que llegó como número no es un número de teléfono.',
  'not-a-call': 'Solo se buscan pacientes durante llamadas. Para este contacto, busque en Epic.',
  'no-number': 'Este contacto no tiene número de teléfono.',
  'own-number': 'Este número es del propio hospital y no dice nada de ningún paciente.',
  'not-at-this-site': 'Aquí Epic no busca solo por número.',
  outbound: 'Usted hizo esta llamada, y no se buscan pacientes por un número marcado. Busque en Epic.',
}

const fields: Record<SearchField, string> = {
  given: 'nombre',
  family: 'apellido',
  'birth-date': 'fecha de nacimiento',
  'legal-sex': 'sexo legal',
  'record-number': 'número de expediente',
}

const connectStates: Record<ConnectState, string> = {
  connecting: 'conectando',
  ready: 'en línea',
  'signed-out': 'sesión cerrada',
  refused: 'conexión rechazada',
  lost: 'no responde',
  unheard: 'no responde',
}

/** Every sentence of the panel in the Spanish of the United States; the agent is addressed as "usted". */
export const es: Messages = {
  locale: 'es-US',
  failures: failuresEs,
  appointments: appointmentsEs,
  certainMatch: certainMatchEs,
  emergencySearch: emergencySearchEs,
  caller: callerEs,
  contact: contactsEs,
  keys: keysEs,
  note: noteEs,
  framed: framedEs,
  noNumberSearch,
  fields,
  ...tellingApartEs,
  verification: verificationEs,
  connectStates,
  partyStates: { 'not-asked': 'sin consultas aún', answering: 'responde', failing: 'no responde' },
  panel: 'Quien llama y paciente',
  sandbox: 'Entorno de prueba',
  detailsForSupport: 'Datos para soporte',
  tryAgain: 'Intentar de nuevo',
  waitUntil: (time) => `Vuelva a intentar a partir de esta hora: ${time}.`,
  signIn: 'Iniciar sesión',
  signInBeside: 'Inicie sesión en una ventana aparte: la llamada sigue y lo que escribió se conserva.',
  signInBlocked: {
    title: 'El navegador no dejó abrir la ventana de inicio de sesión',
    body: 'Permita las ventanas emergentes de esta página y pulse de nuevo. La llamada sigue.',
  },
  signOut: 'Cerrar sesión',

  fault: {
    title: 'Algo falló en este panel',
    body: 'El teléfono sigue funcionando. No se abrió nada.',
    again: 'Iniciar el panel de nuevo',
  },

  noCall: { title: 'Sin llamada', body: 'La próxima llamada aparecerá aquí por sí sola.' },
  connecting: { title: 'Conectando con Amazon Connect', body: 'Si tarda, inicie sesión en el teléfono de arriba.' },
  signedOut: { title: 'Sesión de Amazon Connect cerrada', body: 'Inicie sesión en el teléfono para recibir llamadas.' },
  logInBlocked: {
    title: 'No se abrió la ventana de inicio de sesión del teléfono',
    body: 'Permita las ventanas emergentes de esta página y pulse de nuevo. Si la abrió otra pestaña, inicie sesión allí.',
  },
  refused: {
    title: 'Amazon Connect rechazó el teléfono',
    body: 'Es posible que esta página no sea un origen aprobado. Avise a soporte.',
  },
  lost: {
    title: 'El teléfono no responde',
    body: 'No se muestra nada hasta que vuelva, para que no aparezca el paciente de otra llamada.',
  },
  unheard: {
    title: 'El teléfono no responde',
    body: 'Si no ha iniciado sesión en Amazon Connect, iníciela. Si ya la inició, cargue el teléfono de nuevo.',
  },

  ringing: 'Timbrando',
  dialling: 'Marcando',
  onCall: (time) => `En llamada ${time}`,
  callEnded: 'Llamada terminada',
  numberWithheld: 'Número oculto',
  numberUnreadable: 'No es un número de teléfono',
  noNumber: 'Sin número de teléfono',
  callback: 'Devolución de llamada',
  outbound: 'Saliente',
  channels: { voice: 'Llamada', callback: 'Devolución', chat: 'Chat', task: 'Tarea', email: 'Correo' },
  hintLanguage: (language) => `Idioma elegido en el menú: ${language}`,
  hintReason: (reason) => `Motivo indicado: ${reason}`,
  answerToSee: {
    title: 'Conteste para ver de quién puede tratarse',
    body: 'Dos identificadores abren un expediente. El número es solo una pista.',
  },
  contacts: 'Contactos',

  birthDate: 'Fecha de nacimiento que da quien llama',
  birthDatePlaceholder: { 'month-first': 'MM DD AAAA', 'day-first': 'DD MM AAAA' },
  birthDateExample: {
    'month-first': 'Escríbala como la oye: 10311975, 10/31/1975',
    'day-first': 'Escríbala como la oye: 31101975, 31/10/1975',
  },
  bornOn: (date, age) => (age === null ? date : `${date} · ${age === 1 ? '1 año' : `${age} años`}`),
  impossibleDate: {
    'no-such-day': 'Este día no existe en el calendario.',
    future: 'Este día aún no llega.',
    'too-long-ago': 'Nadie vivo tiene esa edad.',
    unreadable: 'Solo cifras, ocho en total.',
  },

  searching: 'Buscando en Epic',
  stillSearching: 'Epic sigue buscando',
  waitingForConnect: 'Esperando a que Connect confirme que esta llamada es suya',
  restored: {
    title: 'Connect perdió esta llamada y la recuperó',
    body: 'No se volvió a buscar automáticamente. Busque cuando lo necesite.',
  },
  searchAgain: 'Buscar de nuevo',

  manyFamilies: 'Muchos apellidos: puede ser el número de un centro o de una empresa. Busque por nombre.',
  shareNumber: (count) => (count === 1 ? '1 paciente tiene este número' : `${count} pacientes comparten este número`),
  found: (count) => (count === 1 ? '1 paciente encontrado' : `${count} pacientes encontrados`),
  bornThatDay: (count, all, inPart) =>
    `${count} de ${all} ${count === 1 ? 'nació' : 'nacieron'} ese día${inPart === 0 ? '' : `, de ${inPart} no se sabe`}`,
  someWithheld: 'Epic omitió algunos resultados.',
  ageAndSex: (age, sex) =>
    [age === null ? null : age === 1 ? '1 año' : `${age} años`, sex].filter((part) => part !== null).join(', '),
  sexes: {
    female: 'femenino',
    male: 'masculino',
    nonbinary: 'no binario',
    x: 'X',
    other: 'otro',
    unknown: 'sexo desconocido',
  },
  numberUse: { home: 'casa', mobile: 'celular', work: 'trabajo', temp: 'temporal', unknown: 'este número' },
  recordTail: (tail) => `expediente ··${tail}`,
  unnamed: 'Sin nombre',

  openChart: 'Abrir expediente',
  openChartOf: (name) => `Abrir expediente de ${name}`,
  chooseOne: 'Elija una fila: ↑ ↓',
  opening: (name) => `Abriendo el expediente de ${name}`,
  didTheySay: (name) => `¿Quien llama dijo el nombre ${name}? No lo lea usted primero.`,
  birthDateNotKnown: (name) =>
    `Epic no tiene la fecha de nacimiento completa de ${name}, así que aquí no se puede comprobar. Abra al paciente en Epic.`,
  bornThatDayMany: (count) => `Hay ${count} pacientes nacidos ese día`,
  namedOtherwise:
    'Nació ese día, pero el nombre no es del todo el que se dijo. Elija la fila si es la persona correcta.',
  chosenDiffers: (name) => `${name} no nació en esa fecha. Compruebe la fecha con quien llama.`,
  nobodyKnownBornThatDay: {
    title: 'No consta que nadie de aquí naciera en esa fecha',
    body: 'Epic no tiene completas todas las fechas de nacimiento. Pregunte el nombre y abra a ese paciente en Epic mismo.',
  },
  nobodyBornThatDay: {
    title: 'Nadie de esta lista nació en esa fecha',
    body: 'Compruebe la fecha o busque por nombre: quien llama puede llamar por otra persona o desde otro teléfono.',
  },
  agreesWith: (name) => `La fecha de nacimiento coincide con ${name}`,

  none: {
    telephone: {
      title: 'Epic no muestra a nadie con este número',
      body: 'Muchos pacientes llaman desde otros teléfonos. Busque por nombre. Un expediente restringido solo se ve en Epic.',
    },
    other: {
      title: 'Epic no muestra a nadie',
      body: 'Compruebe con quien llama cómo se escribe el nombre y cuál es la fecha, o busque con otros datos. Un expediente restringido solo se ve en Epic.',
    },
  },
  tooLittle: 'Epic necesita más datos para buscar',
  tooMany: 'Coinciden más de 10 pacientes',
  searchWith: (fields) => `Busque con ${fields}.`,
  addToSearch: (fields) => `Agregue: ${fields}.`,
  nothingToAdd: 'Pregunte cómo figura el nombre en Epic, o busque en Epic.',

  searchByName: 'Buscar por nombre',
  searchByRecordNumber: 'Buscar por número de expediente',
  backToCandidates: 'Volver a los pacientes encontrados',
  searchTitle: 'Buscar en Epic',
  search: 'Buscar',
  given: 'Nombre',
  family: 'Apellido',
  birthDateShort: 'Fecha de nacimiento',
  legalSex: 'Sexo legal',
  legalSexOptional: 'con el número de esta llamada, en lugar de la fecha de nacimiento',
  legalSexNone: 'Sin preguntar',
  recordNumberInstead: 'Usar número de expediente',
  nameInstead: 'Usar nombre',
  recordNumberSystem: 'Tipo de número',
  stillNeeded: (names, or) => `Falta: ${names.join(', ')}${or === null ? '' : ` (o ${or})`}`,

  bornLong: (date) => `fecha de nacimiento: ${date}`,
  openAgain: 'Abrir de nuevo',
  copyRecordNumber: 'Copiar n.º exp.',
  copied: 'Copiado',
  notCopied: (number) => `El navegador no lo copió: el número de expediente es ${number}.`,
  wrongPatient: 'Paciente equivocado',
  withdrawn: {
    title: 'Retirado',
    body: (name) => `Cierre también el expediente de ${name} en Epic: nada fuera de Epic puede hacerlo.`,
  },
  blocked: {
    title: 'El navegador bloqueó la ventana del expediente',
    body: 'Use este enlace y permita ventanas emergentes en esta página. Si Epic pide iniciar sesión, hágalo allí y abra de nuevo el expediente.',
  },
  openLink: 'Abrir el expediente',

  status: { connect: 'Connect', broker: 'Búsqueda', epic: 'Epic' },
}
