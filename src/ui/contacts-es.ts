import type { contactsEn } from './contacts-en.ts'

/** What is said of several contacts, of their lines and of who had them before, in Spanish. */
export const contactsEs: typeof contactsEn = {
  onHold: (time) => `En espera ${time}`,
  youOnHold: (time) => `Usted está en espera ${time}`,
  onTheLine: 'En línea',
  callingBack: 'Devolviendo la llamada',
  calledBack: {
    title: 'Se está devolviendo la llamada',
    body: 'Los pacientes se buscan cuando alguien conteste.',
  },
  active: (time) => `Activo ${time}`,
  over: 'Terminado',
  numberGiven: (number) => `Número que escribió el cliente: ${number}. Es una pista: no se busca con él.`,
  confirmedEarlier: 'confirmado por otro agente antes, en esta llamada',
  earlierAgent: {
    title: 'Otro agente ya confirmó a alguien en esta llamada',
    body: 'Es una pista. Pregunte de nuevo la fecha de nacimiento y el nombre: aquí no cuenta.',
  },
  logIn: 'Iniciar sesión en el teléfono',
  reloadSoftphone: 'Cargar el teléfono de nuevo',
  soundMayBreak: 'Cargarlo de nuevo puede interrumpir el sonido de una llamada en curso.',
}
