import type { IntegrationErrorCode } from '../domain/errors.ts'
import type { Sentence } from './failures-en.ts'

const notAboutThePatient = 'Esto no dice nada sobre si quien llama es paciente.'

/** One sentence for every way the integration can fail, in Spanish; the compiler holds it complete. */
export const failuresEs: Record<IntegrationErrorCode, Sentence> = {
  'connect-unreachable': {
    title: 'Amazon Connect no puede confirmar esta llamada',
    body: `La búsqueda espera hasta que Connect indique que la llamada es suya. ${notAboutThePatient} Busque en Epic o intente de nuevo.`,
  },
  'connect-agent-mismatch': {
    title: 'Hay dos personas distintas con sesión iniciada',
    body: 'El teléfono y este panel pertenecen a agentes distintos. Cierre una de las dos sesiones.',
  },
  'agent-not-signed-in': {
    title: 'Su sesión terminó',
    body: 'Iniciar sesión vuelve a cargar esta página y el teléfono: primero termine la llamada y, mientras tanto, busque en Epic.',
  },
  'agent-not-allowed': {
    title: 'Usted no tiene acceso a la búsqueda de pacientes',
    body: 'Pida a su supervisor que le dé acceso. Mientras tanto, busque en Epic.',
  },
  'identity-provider-unreachable': {
    title: 'No hay conexión con el inicio de sesión',
    body: 'El teléfono funciona. Intente de nuevo en un momento.',
  },
  'launch-refused': {
    title: 'Se rechazó esta apertura',
    body: 'No proviene de un Epic de la lista de este sitio. Abra de nuevo este panel desde Hyperspace; si no funciona, avise a soporte.',
  },
  'launch-over': {
    title: 'Su sesión de Epic para este panel terminó',
    body: 'Después de la llamada, abra de nuevo este panel desde Hyperspace. Mientras tanto, busque en Epic.',
  },
  'contact-not-yours': {
    title: 'Esta llamada no es suya o ya terminó',
    body: 'Solo se buscan pacientes durante una llamada propia en curso.',
  },
  'contact-not-yet-yours': {
    title: 'Connect aún no confirma que esta llamada es suya',
    body: 'Tarda un momento después de contestar. Intente de nuevo.',
  },
  'contact-token-over': {
    title: 'El permiso de búsqueda para esta llamada terminó',
    body: 'Intente de nuevo para renovarlo.',
  },
  'broker-unreachable': {
    title: 'No hay conexión con el servicio de búsqueda',
    body: `${notAboutThePatient} Busque en Epic o intente de nuevo.`,
  },
  'broker-refused': {
    title: 'El servicio de búsqueda rechazó esta búsqueda',
    body: `${notAboutThePatient} Busque en Epic.`,
  },
  'broker-busy': {
    title: 'El servicio de búsqueda está ocupado',
    body: `${notAboutThePatient} Intente de nuevo en un momento.`,
  },
  'budget-spent': {
    title: 'Por ahora no hay más búsquedas',
    body: 'El número de búsquedas por llamada, por hora y por día es limitado. Busque en Epic.',
  },
  'search-not-allowed': {
    title: 'Esta búsqueda no se permite aquí',
    body: 'Busque por lo que pide el formulario.',
  },
  'patient-not-found-here': {
    title: 'Ninguna búsqueda de esta llamada encontró a este paciente',
    body: 'El expediente no se abrió. Busque de nuevo o abra al paciente en Epic.',
  },
  'verification-insufficient': {
    title: 'El expediente no se abrió: faltan datos de identificación',
    body: 'El hospital pide más de lo que se escribió. Si este panel no pide nada más, avise a soporte.',
  },
  'epic-unreachable': {
    title: 'No hay conexión con Epic',
    body: `${notAboutThePatient} Busque en Epic o intente de nuevo.`,
  },
  'epic-too-slow': {
    title: 'Epic tardó demasiado',
    body: `${notAboutThePatient} Busque en Epic o intente de nuevo.`,
  },
  'epic-busy': {
    title: 'Epic está ocupado',
    body: `${notAboutThePatient} Intente de nuevo en un momento.`,
  },
  'epic-refused': {
    title: 'Epic no permitió esta búsqueda',
    body: `${notAboutThePatient} Busque en Epic.`,
  },
  'epic-restricted': {
    title: 'Acceso restringido: busque en Epic',
    body: 'Epic da esta respuesta solo a quien inicia sesión allí.',
  },
  'epic-set-up': {
    title: 'La búsqueda no está bien configurada',
    body: `Avise a soporte. ${notAboutThePatient} Busque en Epic.`,
  },
  'signing-key-unavailable': {
    title: 'El servicio de búsqueda no puede iniciar sesión en Epic por ahora',
    body: `${notAboutThePatient} Busque en Epic o intente de nuevo en un momento.`,
  },
  'epic-invalid-answer': {
    title: 'No se pudo leer la respuesta de Epic',
    body: `${notAboutThePatient} Busque en Epic o intente de nuevo.`,
  },
  'audit-unavailable': {
    title: 'Ahora no se puede registrar nada',
    body: `Sin registro no se busca ni se abre ningún expediente. ${notAboutThePatient} Busque en Epic o intente de nuevo.`,
  },
  'ledger-unavailable': {
    title: 'Por ahora no se pueden contar las búsquedas',
    body: `Sin contarlas no se busca ni se abre ningún expediente. ${notAboutThePatient} Busque en Epic o intente de nuevo.`,
  },
  'chart-address-incomplete': {
    title: 'El expediente no se puede abrir desde aquí',
    body: 'Epic no envió un número que la dirección del expediente necesita. Abra al paciente en Epic.',
  },
  'withdrawal-not-recorded': {
    title: 'No se pudo registrar que el expediente se retiró',
    body: 'Cierre el expediente en Epic y avise a su supervisor.',
  },
}
