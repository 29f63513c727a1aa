import { createFhirClient, type FhirClientOptions } from '../../src/fhir/fhir-client.ts'
import { searchAppointments } from '../../src/fhir/appointment-search.ts'
import { findCertainMatch } from '../../src/fhir/patient-match.ts'
import { anEpicAppointment, anAppointmentSet } from '../fixtures/fhir/appointment.ts'
import { aPolicy } from '../fixtures/fhir/patient.ts'
import { anOutcome, aSearchset } from '../fixtures/fhir/searchset.ts'
import { captured, mutatedFrom } from './mutated-answers.ts'

/** Asks what is asked beside a search of people, and says in a word what came of it. */
export type Question = (options: FhirClientOptions, peer: 'epic' | 'broker') => Promise<string>

/** Of whom the appointments are asked, and from when. */
export const patient = 'eAna'
export const from = '2026-11-22'

const askedOf = {
  given: 'Ana',
  family: 'Kessler',
  birthDate: '1980-02-29',
  legalSex: null,
  telephone: '+16085550142',
} as const

const grade = 'http://hl7.org/fhir/StructureDefinition/match-grade'
const graded = (id: unknown, code: unknown) => ({
  resource: { resourceType: 'Patient', id },
  search: { mode: 'match', score: 1, extension: [{ url: grade, valueCode: code }] },
})

const gradeWords = ['certain', 'probable', 'certainly-not', grade, 'eAna', 'eLeo']

/** Answers to a `$match`, mutated: a grade, a patient or a word may be lost, doubled, or come to stand elsewhere. */
export const mutatedMatch = mutatedFrom(
  [
    ...Array.from({ length: 5 }, () => captured('match-certain')),
    captured('match-no-result'),
    captured('match-not-certain'),
    captured('match-several'),
    captured('no-match'),
    { ...aSearchset(), entry: [graded('eAna', 'certain'), graded('eLeo', 'probable')] },
    { ...aSearchset(), entry: [graded('eAna', 'probable')] },
    { ...aSearchset(), entry: [graded('eAna', 'certain'), graded('eAna', 'certain')] },
  ],
  [
    graded('eLeo', 'certain'),
    graded(null, 'certain'),
    graded('eLeo', 'possible'),
    ...gradeWords,
    ...['59013', '59011', '59138', '59109'].flatMap((code) => [
      { resource: anOutcome(code), search: { mode: 'outcome' } },
      { resource: anOutcome(code, 'information'), search: { mode: 'outcome' } },
    ]),
  ],
)

const cancelled = anEpicAppointment({ status: 'cancelled' })
const past = anEpicAppointment({ start: '2026-11-20T16:30:00Z' })
const anothers = anEpicAppointment({ participant: [{ actor: { reference: 'Patient/eLeo' }, status: 'accepted' }] })

const appointmentWords = [
  'booked cancelled noshow waitlist checked-in 2026-11-20T10:00:00Z 2026-12-01 Appointment'.split(' '),
  'Patient/eAna Patient/eLeo Location/eEast'.split(' '),
].flat()

/** Answers that truly say that nothing is ahead. */
export const withoutAppointments: readonly fhir4.Bundle[] = [
  anAppointmentSet(),
  anAppointmentSet([], [anOutcome('4101')]),
  anAppointmentSet([cancelled, past, anothers]),
  anAppointmentSet([cancelled]),
]

/** Answers to a search of appointments, mutated. Those without any come oftener: there "none" is one mistake away. */
export const mutatedAppointments = mutatedFrom(
  [
    ...withoutAppointments,
    anAppointmentSet(),
    anAppointmentSet([], [anOutcome('4101'), anOutcome('59204')]),
    anAppointmentSet([], [anOutcome('4119')]),
    anAppointmentSet([], [], 'https://epic.example.org/interconnect/api/FHIR/R4/Appointment?sessionID=1'),
    anAppointmentSet([anEpicAppointment()]),
    anAppointmentSet([anEpicAppointment(), cancelled], [anOutcome('59204')]),
    captured('searchset-surgeries'),
  ],
  [
    ...appointmentWords,
    { resource: anEpicAppointment(), search: { mode: 'match' } },
    { resource: cancelled, search: { mode: 'match' } },
    { resource: anOutcome('59204'), search: { mode: 'outcome' } },
  ],
)

/** The questions that ship. A certain match says of whom; appointments say `none` only where nothing is held back. */
export const realMatch: Question = async (options, peer) => {
  const answer = await findCertainMatch(createFhirClient({ ...options, peer }), askedOf, aPolicy())
  return answer.kind === 'certain' ? `certain of ${answer.patient}` : answer.kind
}

export const realAppointments: Question = async (options, peer) => {
  const kinds = peer === 'epic' ? (['appointment', 'surgery'] as const) : null
  const answer = await searchAppointments(createFhirClient({ ...options, peer }), { patient, from }, kinds)
  if (answer.someWithheld) return answer.appointments.length === 0 ? 'withheld' : 'some, others withheld'
  return answer.appointments.length === 0 ? 'none' : 'some'
}

const naiveAnswer = async (options: FhirClientOptions, path: string): Promise<fhir4.Bundle<fhir4.FhirResource>> =>
  JSON.parse(await (await (options.fetch ?? fetch)(`${options.baseUrl}/${path}`, { method: 'POST' })).text())

/** As they are written first: whoever comes back is the one who is meant, and what is not there is nothing. */
export const naiveMatch: Question = async (options) => {
  const { entry = [] } = await naiveAnswer(options, 'Patient/$match')
  const [first] = entry
  return first?.resource?.resourceType === 'Patient' ? `certain of ${first.resource.id}` : 'nobody'
}

export const naiveAppointments: Question = async (options) => {
  const { entry = [] } = await naiveAnswer(options, 'Appointment/_search')
  const booked = entry.filter(
    ({ resource }) => resource?.resourceType === 'Appointment' && resource.status === 'booked',
  )
  return booked.length === 0 ? 'none' : 'some'
}
