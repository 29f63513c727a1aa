import { createHash } from 'node:crypto'
import type { Planned } from './calendar.ts'
import { wallClock } from './hospital-time.ts'

const site = 'urn:oid:1.2.840.114350.1.13.999.1.7'
const minuteMs = 60_000

/**
 * Writes an appointment as Epic writes one: elements as in its captures (epic-samples/appointment-search-surgery.json).
 *
 * Traps kept on purpose: `start` is UTC without a zone, a surgery's description names another time and day, it lasts other
 * minutes than its end says and names its place twice, names are `Last, First Middle`, instructions have CRLF.
 */
export function writeEpicAppointment(planned: Planned, patient: fhir4.Patient): fhir4.Appointment {
  const { kind, status, start, minutes, department } = planned
  const id = opaque(`${patient.id} ${kind} ${wallClock(start)}`)
  const end = start + minutes * minuteMs
  const isSurgery = kind === 'surgery'
  const period = { start: utc(start), end: utc(end) }
  const category = isSurgery ? 'Surgery' : 'Appointment'
  const bookedOn = wallClock(start - 21 * 1_440 * minuteMs).slice(0, 10)
  const day = wallClock(start).slice(0, 10)
  return {
    resourceType: 'Appointment',
    id,
    identifier: [
      {
        use: 'usual',
        type: { text: isSurgery ? 'ORC' : 'CSN' },
        system: `${site}.${isSurgery ? '2.798267' : '3.698084.8'}`,
        value: String(
          1_000 + (Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 6), 16) % 90_000),
        ),
      },
    ],
    status,
    serviceCategory: [
      {
        coding: [
          {
            system: 'http://open.epic.com/FHIR/StructureDefinition/appointment-service-category',
            code: kind,
            display: category,
          },
        ],
        text: kind,
      },
    ],
    specialty: [
      {
        coding: [{ system: `${site}.4.836982.5030`, code: department.code, display: department.specialty }],
        text: department.specialty,
      },
    ],
    description: describe(planned),
    start: period.start,
    end: period.end,
    minutesDuration: isSurgery ? minutes + 41 : minutes,
    created: bookedOn,
    patientInstruction: 'Bring your insurance card.\r\nArrive 15 minutes early.',
    participant: [
      participant('PART', 'Participation', { reference: `Patient/${patient.id}`, display: listName(patient) }, period),
      participant('PPRF', 'primary performer', practitioner(department.practitioner), period),
      ...department.rooms.map((room) => participant('PART', 'Participation', place(room), period)),
    ],
    requestedPeriod: [{ start: day, end: day }],
  }
}

/** Epic writes a surgery's planned time here in words, and leaves it standing when the case is moved. */
function describe({ kind, what, start, department }: Planned): string {
  if (kind === 'appointment') return what
  const told = wallClock(start - 8 * 60 * minuteMs)
  const [year, month, day] = told.slice(0, 10).split('-').map(Number)
  const hour = Number(told.slice(11, 13))
  const time = `${hour % 12 === 0 ? 12 : hour % 12}:${told.slice(14, 16)} ${hour < 12 ? 'AM' : 'PM'}`
  const where = department.rooms[0]?.toUpperCase() ?? ''
  return `${what} with ${department.practitioner} in ${where} at ${time.padStart(8)} on ${month}/${day}/${year}`
}

function participant(
  code: 'PART' | 'PPRF',
  display: string,
  actor: fhir4.Reference,
  period: fhir4.Period,
): fhir4.AppointmentParticipant {
  const system = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType'
  const text = code === 'PART' ? code : display
  return {
    type: [{ coding: [{ system, code, display }], text }],
    actor,
    required: 'required',
    status: 'accepted',
    period,
  }
}

function practitioner(name: string): fhir4.Reference {
  return { reference: `Practitioner/${opaque(name)}`, display: name }
}

function place(name: string): fhir4.Reference {
  return { reference: `Location/${opaque(name)}`, display: name }
}

/** `Kessler, Ana Maria` */
function listName(patient: fhir4.Patient): string {
  const name = patient.name?.[0]
  return `${name?.family ?? ''}, ${name?.given?.join(' ') ?? ''}`
}

function opaque(seed: string): string {
  return `e${createHash('sha256').update(seed).digest('base64url').slice(0, 22)}3`
}

function utc(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}
