import type { emergencySearchEn } from './emergency-search-en.ts'

/** The same in Spanish. */
export const emergencySearchEs: typeof emergencySearchEn = {
  mark: 'Búsqueda de emergencia: Connect no ha confirmado esta llamada',
  begin: 'Emergencia: buscar sin Connect',
  title: 'Emergencia: buscar sin Connect',
  warning:
    'Solo si esperar haría daño a alguien. Como máximo dos búsquedas, por nombre y fecha de nacimiento o por número de expediente. Quedan en la auditoría como emergencia, con su nombre y este motivo.',
  reason: 'Motivo, sin nombres, fechas ni números',
  open: 'Buscar por emergencia',
  cancel: 'No es una emergencia',
}
