import { type Appointment, appointmentKinds, type ExpectedStatus, expectedStatuses } from '../domain/appointment.ts'
import type { PatientId } from '../domain/patient.ts'
import { type JsonObject, objectOf, objectsOf, textOf } from './foreign-json.ts'

/** The system of Epic's two categories, which we write too. */
const categorySystem = 'http://open.epic.com/FHIR/StructureDefinition/appointment-service-category'

/** What will not take place any more. @see https://hl7.org/fhir/R4/valueset-appointmentstatus.html */
const overStatuses = ['fulfilled', 'cancelled', 'noshow', 'entered-in-error'] as const
/** What may be asked for before there is a time. */
const untimedStatuses: ReadonlySet<ExpectedStatus> = new Set(['proposed', 'pending', 'waitlist'])

/**
 * The few facts we handle of an Appointment resource.
 *
 * `'not-expected'` is one that will not take place any more, that has no time yet, or that is another patient's. Null is a
 * resource that cannot be read: none, without id, of no status that HL7 knows, or with a time that is no instant, or none
 * where its status wants one (invariant app-3). It may be ahead, so it is not left out in silence. The description is not read: it names
 * procedures, and its time may differ from `start` (facts/epic.md 1.9).
 */
export function readAppointment(resource: unknown, patient: PatientId): Appointment | 'not-expected' | null {
  const appointment = objectOf(resource)
  if (appointment?.['resourceType'] !== 'Appointment') return null
  if (overStatuses.some((status) => status === appointment['status'])) return 'not-expected'
  const status = expectedStatuses.find((status) => status === appointment['status'])
  if (status === undefined) return null
  if ((appointment['start'] ?? null) === null) return untimedStatuses.has(status) ? 'not-expected' : null

  const id = textOf(appointment['id'])
  const start = readInstant(appointment['start'])
  if (id === null || !/^[\w.-]{1,256}$/.test(id) || start === null) return null

  const actors = objectsOf(appointment['participant']).map((participant) => objectOf(participant['actor']))
  if (!isFor(patient, actors)) return 'not-expected'
  return {
    id,
    kind: readKind(appointment),
    status,
    start,
    specialty: readConcept(appointment['specialty']) ?? readConcept(appointment['serviceType']),
    who: displaysOf(actors, 'Practitioner')[0] ?? null,
    where: placeOf(displaysOf(actors, 'Location')),
  }
}

/** A resource that holds what our Appointment holds and nothing else (R29); `readAppointment` gives the same back. */
export function writeAppointment(appointment: Appointment, patient: PatientId): fhir4.Appointment {
  const { id, kind, status, start, specialty, who, where } = appointment
  const actors: fhir4.Reference[] = [
    { reference: `Patient/${patient}` },
    ...(who === null ? [] : [{ type: 'Practitioner', display: who }]),
    ...(where === null ? [] : [{ type: 'Location', display: where }]),
  ]
  return {
    resourceType: 'Appointment',
    id,
    status,
    serviceCategory: [{ coding: [{ system: categorySystem, code: kind }] }],
    ...(specialty === null ? {} : { specialty: [{ text: specialty }] }),
    start,
    participant: actors.map((actor) => ({ actor, status: 'accepted' })),
  }
}

/** An instant says its zone. Without one nobody knows when it is, and such a text is not read. */
function readInstant(value: unknown): string | null {
  const text = textOf(value) ?? ''
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? null : new Date(instant).toISOString()
}

function readKind(appointment: JsonObject): Appointment['kind'] {
  const codes = objectsOf(appointment['serviceCategory']).flatMap((category) => [
    textOf(category['text']),
    ...objectsOf(category['coding']).map((coding) => textOf(coding['code'])),
  ])
  return appointmentKinds.find((kind) => kind !== 'appointment' && codes.includes(kind)) ?? 'appointment'
}

/** Epic's specialty, as `Cardiology`. */
function readConcept(list: unknown): string | null {
  const [concept] = objectsOf(list)
  return textOf(concept?.['text']) ?? textOf(objectsOf(concept?.['coding'])[0]?.['display'])
}

/** One that names patients must name this one: an appointment of somebody else would tell the wrong story. */
function isFor(patient: PatientId, actors: readonly (JsonObject | null)[]): boolean {
  const patients = actors.map((actor) => textOf(actor?.['reference'])).filter((text) => typeOf(text) === 'Patient')
  return patients.length === 0 || patients.some((reference) => reference?.split('/').at(-1) === patient)
}

function displaysOf(actors: readonly (JsonObject | null)[], type: string): readonly string[] {
  return actors.flatMap((actor) => {
    const isOfType = typeOf(textOf(actor?.['reference'])) === type || actor?.['type'] === type
    const display = textOf(actor?.['display'])
    return isOfType && display !== null ? [display] : []
  })
}

/** `Location` in `Location/abc` and `https://host/R4/Location/abc`. */
function typeOf(reference: string | null): string | null {
  return reference?.split('/').at(-2) ?? null
}

/** Surgeries name the department and its room, `Emh Or` and `EMH OR 9`: who says the one has said the other. */
function placeOf(places: readonly string[]): string | null {
  const byFolded = new Map(places.map((place) => [place.toLowerCase(), place]))
  const folded = [...byFolded.keys()]
  const telling = folded.filter((one) => !folded.some((other) => other !== one && other.startsWith(one)))
  return telling.length === 0 ? null : telling.map((one) => byFolded.get(one)).join(', ')
}
