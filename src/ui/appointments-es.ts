import type { AppointmentKind, ExpectedStatus } from '../domain/appointment.ts'
import type { appointmentsEn } from './appointments-en.ts'

const kinds: Record<AppointmentKind, string> = { appointment: 'cita', surgery: 'cirugía' }

const statuses: Record<ExpectedStatus, string> = {
  booked: 'reservada',
  arrived: 'paciente presente',
  'checked-in': 'paciente registrado',
  pending: 'sin confirmar',
  proposed: 'propuesta',
  waitlist: 'en lista de espera',
}

/** What is said of a patient's appointments, in Spanish. */
export const appointmentsEs: typeof appointmentsEn = {
  title: 'Citas',
  kinds,
  statuses,
  todayInRow: (time, what) => `hoy ${time} ${what}`,
  nextInRow: (day, what) => `próxima: ${day}, ${what}`,
  notAllInRow: (text) => `no todas: ${text}`,
  noneInRow: 'sin citas por delante',
  noneShownInRow: 'ninguna cita que Epic muestre',
  today: (time) => `Hoy ${time}`,
  on: (day, time) => `${day} ${time}`,
  more: (count) => `y ${count} más adelante`,
  loading: 'Cargando citas',
  none: 'Nada desde hoy.',
  notKnown: 'Epic no lo dijo. Consulte el expediente.',
  someWithheld: 'Epic omitió algunas.',
  zone: (name) => `Horas en ${name}.`,
}
