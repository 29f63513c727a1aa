import type { keysEn } from './keys-en.ts'

/** The list of keys, in Spanish. */
export const keysEs: typeof keysEn = {
  title: 'Teclas',
  show: 'Lista de teclas',
  close: 'Cerrar',
  scope: 'Funcionan mientras el foco está en este panel, no en el teléfono.',
  rows: [
    { keys: ['0–9'], does: 'Escribir la fecha de nacimiento, tal como la oye' },
    { keys: ['↑', '↓'], does: 'Ir de un paciente a otro y elegirlo' },
    { keys: ['Espacio'], does: 'Elegir el paciente en el que está' },
    {
      keys: ['Entrar'],
      does: 'Abrir el expediente que nombra el botón; en la búsqueda por nombre, buscar',
    },
    {
      keys: ['Esc'],
      does: 'Un paso atrás: deshacer la elección, detener una apertura, salir de la búsqueda. Nunca termina una llamada',
    },
    { keys: ['Tab'], does: 'Ir al campo o botón siguiente; con Mayús, al anterior' },
    { keys: ['?'], does: 'Mostrar o cerrar esta lista' },
  ],
}
