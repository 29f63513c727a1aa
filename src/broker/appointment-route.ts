import { Hono } from 'hono'
import { type AppointmentAnswer, appointmentKinds, type AppointmentQuestion } from '../domain/appointment.ts'
import { IntegrationError } from '../domain/errors.ts'
import { writeAppointments } from '../fhir/appointment-bundle.ts'
import { readAppointmentQuestion, searchAppointments } from '../fhir/appointment-search.ts'
import type { FhirClient } from '../fhir/fhir-client.ts'
import { RequestRefused } from './answers.ts'
import { type BrokerEnv, learn } from './decisions.ts'
import { refuseInEmergency } from './emergency-search.ts'
import { answerResource, type FacadeParts, rethrow } from './facade-parts.ts'
import { granted } from './granted.ts'
import { bodyOf } from './request-rules.ts'

export interface AppointmentRouteParts extends FacadeParts {
  /** Whether the site lets appointments be shown at all. */
  readonly appointments: 'shown' | 'hidden'
  readonly now: () => number
}

/** How far back a question may begin: the day before the site's today, in whatever zone. What is over is nobody's business. */
const furthestBackMs = 3 * 24 * 60 * 60_000

/**
 * `POST /fhir/R4/Appointment/_search` with `patient` and `date=ge…` asks Epic for what is ahead of one patient.
 *
 * Only of a patient that a search of this agent for this contact found, while the contact is the agent's, and within a
 * budget of its own: it takes none of the searches that find people, and waits behind them on the way to Epic.
 * Answered are at most twenty, as our own Appointment writes them (R29).
 */
export function appointmentRoute(parts: AppointmentRouteParts) {
  const { brokerUrl, callTokens, assignedContact, ledger, throttle, fhirClient, record, now } = parts

  return new Hono<BrokerEnv>().post('/fhir/R4/Appointment/_search', async (c) => {
    const { claims, grant } = await granted(c, callTokens, 'search')
    refuseInEmergency(claims)
    if (parts.appointments === 'hidden') throw new IntegrationError('search-not-allowed')
    const question = readAppointmentQuestion(new URLSearchParams(await bodyOf(c)))
    if (question === null) throw new RequestRefused(400, 'The parameters are not a patient and a first day')
    refuseThePast(question, now())

    await assignedContact(grant.contactId, grant.agentId)
    if (!(await ledger.wasFound(grant, question.patient))) throw new IntegrationError('search-not-allowed')
    learn(c, { patients: [question.patient] })
    await ledger.chargeAppointments(grant)

    const answer = await throttle.runBehind(appointmentKinds.length, () => ask(fhirClient, question, c.req.raw.signal))
    await record(c, answer.appointments.length === 0 ? 'none' : 'found')
    return answerResource(c, writeAppointments(answer, question.patient, `${brokerUrl}/fhir/R4/Appointment/_search`))
  })
}

function refuseThePast({ from }: AppointmentQuestion, now: number): void {
  if (Date.parse(`${from}T00:00:00Z`) < now - furthestBackMs) throw new IntegrationError('search-not-allowed')
}

async function ask(client: FhirClient, question: AppointmentQuestion, signal: AbortSignal): Promise<AppointmentAnswer> {
  try {
    return await searchAppointments(client, question, appointmentKinds, signal)
  } catch (error) {
    return rethrow(error, signal)
  }
}
