import { createHash } from 'node:crypto'
import { castIds } from '../people/cast.ts'
import { dayAfter, daysUntil, instantAt, wallClock } from './hospital-time.ts'

/** A visit or surgery in the played hospital's calendar, before the resource is written. Instants are epoch milliseconds. */
export interface Planned {
  readonly kind: 'appointment' | 'surgery'
  readonly status: 'booked' | 'fulfilled' | 'cancelled' | 'noshow'
  readonly start: number
  readonly minutes: number
  readonly department: Department
  readonly what: string
}

/** Where visits take place: `rooms` are a department's places, of which surgeries name two. */
export interface Department {
  readonly specialty: string
  readonly code: string
  readonly practitioner: string
  readonly rooms: readonly string[]
}

const departments = {
  cardiology: { specialty: 'Cardiology', code: '17', practitioner: 'Imani Price, MD', rooms: ['East Clinic'] },
  imaging: { specialty: 'Imaging', code: '62', practitioner: 'Technologist Imaging', rooms: ['Main Hospital'] },
  family: { specialty: 'Family Medicine', code: '9', practitioner: 'Noor Aziz, MD', rooms: ['West Clinic'] },
  surgery: { specialty: 'General', code: '110', practitioner: 'Lena Voss, MD', rooms: ['Emh Or', 'EMH OR 4'] },
} as const satisfies Record<string, Department>

type Plan = Omit<Planned, 'start' | 'department'> & {
  /** Days from the hospital's today; below zero is over. */
  readonly inDays: number | ((today: string) => number)
  readonly time: string
  readonly at: keyof typeof departments
}

const visit = { kind: 'appointment', status: 'booked', minutes: 30, what: 'Office Visit' } as const
const tuesday = 2

const castPlans: Readonly<Record<string, readonly Plan[]>> = {
  [castIds.ana]: [
    { ...visit, inDays: 9, time: '08:15', at: 'imaging', what: 'MR Scan' },
    { ...visit, inDays: 0, time: '10:30', at: 'cardiology' },
    { ...visit, inDays: 0, time: '09:10', at: 'family', status: 'cancelled' },
    { ...visit, inDays: -14, time: '10:30', at: 'cardiology', status: 'fulfilled' },
  ],
  [castIds.rosa]: [
    { ...visit, inDays: 7, time: '13:20', at: 'imaging', what: 'CT Scan' },
    { ...visit, inDays: -3, time: '15:00', at: 'family', status: 'noshow' },
  ],
  [castIds.walter]: [{ ...visit, inDays: (today) => daysUntil(tuesday, today), time: '08:15', at: 'cardiology' }],
  [castIds.carl]: [
    { kind: 'surgery', status: 'booked', minutes: 80, inDays: 3, time: '07:05', at: 'surgery', what: 'HERNIA REPAIR' },
  ],
}

/**
 * What stands in the hospital's calendar for a patient, relative to now: the cast's visits come every day anew, and one in
 * five of the crowd has a visit in the next weeks, the same for the same id. In the order of booking, not of time.
 */
export function calendarOf(patientId: string, now: number): readonly Planned[] {
  const today = wallClock(now).slice(0, 10)
  return (castPlans[patientId] ?? plansOfCrowd(patientId)).map(({ inDays, time, at, ...plan }) => {
    const days = typeof inDays === 'number' ? inDays : inDays(today)
    return { ...plan, start: instantAt(dayAfter(today, days), time), department: departments[at] }
  })
}

const isOfCast = new Set<string>(Object.values(castIds))

function plansOfCrowd(patientId: string): readonly Plan[] {
  const [chance = 0, day = 0, hour = 0, place = 0] = createHash('sha256').update(patientId).digest()
  if (isOfCast.has(patientId) || patientId.startsWith('eRes') || chance >= 51) return []
  const at = (['cardiology', 'imaging', 'family'] as const)[place % 3] ?? 'family'
  return [
    {
      ...visit,
      inDays: day % 21,
      time: `${String(8 + (hour % 9)).padStart(2, '0')}:${hour % 2 === 0 ? '00' : '40'}`,
      at,
    },
  ]
}
